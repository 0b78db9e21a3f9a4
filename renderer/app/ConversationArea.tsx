import { Suspense, useCallback, useState } from 'react';
import type { ContactRow } from '../../src/contract/values.js';
import { Composer } from '../features/composer/Composer.js';
import { ConversationHeader } from '../features/conversation/ConversationHeader.js';
import { ConversationStrips } from '../features/conversation/ConversationStrips.js';
import { useStanding } from '../features/conversation/use-standing.js';
import { ContactDetails } from '../features/details/ContactDetails.js';
import { History } from '../features/history/History.js';
import { useLiveView } from '../node-client/use-node.js';
import { EmptyState } from '../ui/EmptyState.js';
import { useWords } from '../words/use-words.js';
import { CompareDialog } from './lazy-overlays.js';
import { openOverlay } from './overlays.js';
import { endJump, useJump } from './jumps.js';
import { goTo } from './routes.js';
import { useContact } from './use-people.js';

export interface ConversationAreaProps {
  readonly conversationId: string | undefined;
  readonly areDetailsOpen: boolean;
  readonly onDetails: () => void;
}

export function ConversationArea({ conversationId, areDetailsOpen, onDetails }: ConversationAreaProps) {
  const { t } = useWords();
  const contact = useContact(conversationId);
  if (!contact) {
    return (
      <main className="conversation-area screen-center">
        <EmptyState title={t('conversation.noneTitle')} text={t('conversation.noneText')} />
      </main>
    );
  }
  return <Conversation contact={contact} areDetailsOpen={areDetailsOpen} onDetails={onDetails} />;
}

interface ConversationProps extends Omit<ConversationAreaProps, 'conversationId'> {
  readonly contact: ContactRow;
}

function Conversation({ contact, areDetailsOpen, onDetails }: ConversationProps) {
  const standing = useStanding(contact);
  const [isComparing, setComparing] = useState(false);
  const compare = () => {
    setComparing(true);
  };
  const onInvitation = useCallback((target: string) => {
    openOverlay({ kind: 'add', target });
  }, []);
  const { conversationId, id } = contact;
  const jump = useJump(conversationId);
  return (
    <>
      <main className="conversation-area">
        <ConversationHeader
          contact={contact}
          standing={standing}
          areDetailsOpen={areDetailsOpen}
          onBack={() => {
            goTo({ area: 'chats', conversationId: undefined });
          }}
          onDetails={onDetails}
        />
        <History
          key={conversationId}
          conversationId={conversationId}
          name={contact.name}
          jump={jump}
          onJumped={endJump}
          onInvitation={onInvitation}
        />
        <ConversationStrips contact={contact} standing={standing} />
        <KeptComposer key={`composer ${id}`} contact={contact} />
      </main>
      {areDetailsOpen && <ContactDetails contact={contact} onClose={onDetails} onCompare={compare} />}
      {isComparing && (
        <Suspense>
          <CompareDialog
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

/** The composer begins with the draft the node keeps, so it waits for it. */
function KeptComposer({ contact }: { readonly contact: ContactRow }) {
  const { rows, isLoaded } = useLiveView('conversations', {});
  if (!isLoaded || contact.state === 'blocked') return null;
  const draft = rows.find(({ id }) => id === contact.conversationId)?.draft ?? '';
  return (
    <Composer
      contactId={contact.id}
      conversationId={contact.conversationId}
      draft={draft}
      isPending={contact.state === 'requested'}
    />
  );
}
