import { ArrowLeft, Trash2 } from 'lucide-react';
import type { ConversationRow } from '../../src/contract/values.js';
import { History } from '../features/history/History.js';
import { useLiveView } from '../node-client/use-node.js';
import { Button } from '../ui/Button.js';
import { IconButton } from '../ui/IconButton.js';
import { NameInSentence } from '../ui/NameInSentence.js';
import { PersonName } from '../ui/PersonName.js';
import { Strip } from '../ui/Strip.js';
import { Sentence } from '../words/Sentence.js';
import { useWords } from '../words/use-words.js';
import { endJump, useJump } from './jumps.js';
import { openForward, openInvitation, openOverlay } from './overlays.js';
import { goTo, toList } from './routes.js';
import { useFileActions } from './use-file-actions.js';

export interface FormerConversationProps {
  readonly conversation: ConversationRow;
}

/** With somebody who is no contact any more, or under a key of before: it can be read, and deleted. */
export function FormerConversation({ conversation }: FormerConversationProps) {
  const { t } = useWords();
  const { id, name, former } = conversation;
  const jump = useJump(id);
  const files = useFileActions();
  const standing = t(former?.successorId ? 'former.earlierKey' : 'found.former');
  return (
    <main className="conversation-area">
      <header className="conversation-header">
        <div className="only-narrow">
          <IconButton icon={ArrowLeft} label={t('common.back')} onPress={toList} />
        </div>
        <div className="conversation-title">
          <h1 className="heading">
            <PersonName name={name} conversationId={id} />
          </h1>
          <p className="small muted">{standing}</p>
        </div>
        <IconButton
          icon={Trash2}
          label={t('former.delete')}
          onPress={() => {
            openOverlay({ kind: 'deleteHistory', conversationId: id, name });
          }}
        />
      </header>
      <History
        key={id}
        conversationId={id}
        name={name}
        jump={jump}
        onJumped={endJump}
        searched={undefined}
        lastOwnWanted={0}
        standing={standing}
        onInvitation={openInvitation}
        onForward={openForward}
        onReply={undefined}
        files={files}
      />
      <InsteadOfComposer conversation={conversation} />
    </main>
  );
}

/** Why nothing can be written here, and where it can. */
function InsteadOfComposer({ conversation: { id, name, former } }: FormerConversationProps) {
  const { t } = useWords();
  const { rows } = useLiveView('contacts', {});
  const parts = { name: <NameInSentence name={name} conversationId={id} /> };
  const successor = rows.find((contact) => contact.id === former?.successorId);
  if (successor)
    return (
      <Strip
        actions={
          <Button
            onPress={() => {
              goTo({ area: 'chats', conversationId: successor.conversationId });
            }}
          >
            {t('former.goOn')}
          </Button>
        }
      >
        <Sentence of="former.earlierKeyText" parts={parts} />
      </Strip>
    );
  if (!former) return null;
  return (
    <Strip
      actions={
        <Button
          onPress={() => {
            openInvitation(`kith://add/?id=${former.nodeIdText}`);
          }}
        >
          {t('former.addAgain')}
        </Button>
      }
    >
      <Sentence of="former.removedText" parts={parts} />
    </Strip>
  );
}
