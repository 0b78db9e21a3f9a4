import { Suspense, useReducer, useState } from 'react';
import type { ContactRow } from '../../src/contract/values.js';
import { keysOf, shownKeys } from '../commands/bindings.js';
import { DropArea } from '../features/attach/DropArea.js';
import { orderComposer } from '../features/composer/composer-orders.js';
import { ConversationHeader } from '../features/conversation/ConversationHeader.js';
import { ConversationStrips } from '../features/conversation/ConversationStrips.js';
import { useStanding } from '../features/conversation/use-standing.js';
import { ContactDetails, type ContactDetailsProps } from '../features/details/ContactDetails.js';
import { ArrivalsSaid } from '../features/history/ArrivalsSaid.js';
import { History } from '../features/history/History.js';
import { jumpBack, placeOf } from '../features/history/places.js';
import { WaitingWords } from '../features/history/waiting-words.js';
import { ConversationSearch } from '../features/search/ConversationSearch.js';
import { useLiveView } from '../node-client/use-node.js';
import { IS_MAC } from '../shell/is-mac.js';
import { useShell } from '../shell/use-shell.js';
import { EmptyState } from '../ui/EmptyState.js';
import { useNames } from '../ui/look-alikes.js';
import { NameInSentence } from '../ui/NameInSentence.js';
import { words } from '../words/language.js';
import { Sentence } from '../words/Sentence.js';
import { useWords } from '../words/use-words.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { FormerConversation } from './FormerConversation.js';
import { CompareDialog } from './lazy-overlays.js';
import { openForward, openInvitation, openOverlay } from './overlays.js';
import { endJump, jumpTo, useJump } from './jumps.js';
import { toList } from './routes.js';
import { endSearch, searchIn, useSearched } from './searched.js';
import { useConversationMenu, useListItem } from './use-conversation-menu.js';
import { useAttaching } from './use-attaching.js';
import { useFileActions } from './use-file-actions.js';
import { useLeaveWhenGone } from './use-leave-when-gone.js';
import { useContactHere } from './use-people.js';
import { WidthHandle } from './WidthHandle.js';
import { Writing } from './Writing.js';
import type { Given } from '../ui/given.js';

export interface ConversationAreaProps {
  readonly conversationId: string | undefined;
  readonly areDetailsOpen: boolean;
  readonly onDetails: () => void;
}

export function ConversationArea({ conversationId, areDetailsOpen, onDetails }: ConversationAreaProps) {
  const { t } = useWords();
  const { kind } = useShell();
  const keys = shownKeys(keysOf('palette', kind), IS_MAC);
  useLeaveWhenGone(conversationId);
  const contact = useContactHere(conversationId);
  const isEmpty = useLiveView('contacts', {}).rows.length === 0;
  const conversations = useLiveView('conversations', {});
  const former = conversations.rows.find(({ id, contactId }) => id === conversationId && contactId === null);
  if (!contact && former) return <FormerConversation conversation={former} />;
  if (!contact) {
    return (
      <main className="conversation-area screen-center">
        <EmptyState
          title={t(isEmpty ? 'conversation.firstTitle' : 'conversation.noneTitle')}
          text={isEmpty ? t('conversation.firstText') : t('conversation.noneText', { keys })}
        />
      </main>
    );
  }
  return <Conversation contact={contact} areDetailsOpen={areDetailsOpen} onDetails={onDetails} />;
}

interface ConversationProps extends Omit<ConversationAreaProps, 'conversationId'> {
  readonly contact: ContactRow;
}

function Conversation({ contact, areDetailsOpen, onDetails }: ConversationProps) {
  const { t } = useWords();
  const standing = useStanding(contact);
  const activity = useLiveView('activity', {}).rows.find(({ id }) => id === contact.id);
  const [lastOwnWanted, wantLastOwn] = useReducer((times: number) => times + 1, 0);
  const { conversationId, id } = contact;
  const jump = useJump(conversationId);
  const files = useFileActions();
  const searched = useSearched(conversationId);
  const nameOf = useNames();
  const attachTo = useAttaching();
  const attach = (chosen: readonly Given[]) => {
    attachTo(conversationId, chosen);
  };
  return (
    <>
      <main className="conversation-area">
        <DropArea hint={<DropHint contact={contact} />} isOff={contact.state === 'blocked'} onFiles={attach}>
          <ConversationHeader
            contact={contact}
            standing={standing}
            activity={activity}
            areDetailsOpen={areDetailsOpen}
            isSearching={searched !== undefined}
            onBack={toList}
            onSearch={() => {
              toggleSearch(conversationId, searched);
            }}
            onDetails={onDetails}
          />
          {searched !== undefined && <SearchInside conversationId={conversationId} text={searched} />}
          <WaitingWords value={waitingWords(contact, nameOf)}>
            <History
              key={conversationId}
              lastOwnWanted={lastOwnWanted}
              standing={t(standing.key, standing.params)}
              conversationId={conversationId}
              name={contact.name}
              jump={jump}
              onJumped={endJump}
              searched={searched}
              onInvitation={openInvitation}
              onForward={openForward}
              onReply={contact.state === 'blocked' ? undefined : orderComposer}
              files={files}
            />
          </WaitingWords>
          <ArrivalsSaid contact={contact} />
          <ConversationStrips contact={contact} standing={standing} />
          <Writing key={`writing ${id}`} contact={contact} onUp={wantLastOwn} onFiles={attach} />
        </DropArea>
      </main>
      <Beside contact={contact} areDetailsOpen={areDetailsOpen} onDetails={onDetails} />
    </>
  );
}

function DropHint({ contact: { name, nodeId } }: Pick<ConversationProps, 'contact'>) {
  return <Sentence of="attach.drop" parts={{ name: <NameInSentence name={name} nodeId={nodeId} /> }} />;
}

/** What is open beside the conversation, and over it. */
function Beside({ contact, areDetailsOpen, onDetails }: ConversationProps) {
  const [isComparing, setComparing] = useState(false);
  return (
    <>
      {areDetailsOpen && (
        <Details
          contact={contact}
          onClose={onDetails}
          onCompare={() => {
            setComparing(true);
          }}
        />
      )}
      {isComparing && (
        <Suspense>
          <CompareDialog
            key={contact.nodeId}
            contact={contact}
            onClose={() => {
              setComparing(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function Details(props: Omit<ContactDetailsProps, 'actions' | 'onRemoveFiles'>) {
  const menuOf = useConversationMenu();
  const item = useListItem(props.contact.conversationId);
  return (
    <div className="details-area">
      <ErrorBoundary area="details">
        <ContactDetails
          {...props}
          onRemoveFiles={(stored) => {
            openOverlay({ kind: 'removeFiles', stored });
          }}
          actions={item ? menuOf(item) : []}
        />
      </ErrorBoundary>
      <WidthHandle of="detailsWidth" />
    </div>
  );
}

function waitingWords(contact: ContactRow, nameOf: ReturnType<typeof useNames>): string {
  const key = contact.state === 'requested' ? 'state.waitsAccept' : 'state.waitsOnline';
  return words(key, { name: nameOf(contact) });
}

function toggleSearch(conversationId: string, searched: string | undefined): void {
  if (searched === undefined) searchIn(conversationId, '');
  else endSearch();
}

function SearchInside({ conversationId, text }: { readonly conversationId: string; readonly text: string }) {
  const [left] = useState(() => placeOf(conversationId));
  const [hasJumped, setJumped] = useState(false);
  const close = () => {
    endSearch();
    document.querySelector<HTMLElement>('.composer textarea')?.focus();
  };
  return (
    <ConversationSearch
      conversationId={conversationId}
      text={text}
      onText={(next) => {
        searchIn(conversationId, next);
      }}
      onJump={(to) => {
        setJumped(true);
        jumpTo(conversationId, to);
      }}
      onClose={close}
      onReturn={() => {
        if (hasJumped) jumpTo(conversationId, jumpBack(left));
        close();
      }}
    />
  );
}
