import type { ContactRow, ConversationRow } from '../../src/contract/values.js';
import { AttachedStrip } from '../features/attach/AttachedStrip.js';
import { Composer } from '../features/composer/Composer.js';
import type { ReplyTo } from '../features/composer/use-quotation.js';
import { pickMessage } from '../features/history/picks.js';
import { useLiveView, useNode } from '../node-client/use-node.js';
import { jumpTo } from './jumps.js';
import { openOverlay } from './overlays.js';
import type { Given } from '../ui/given.js';

export interface WritingProps {
  readonly contact: ContactRow;
  readonly onUp: () => void;
  readonly onFiles: (files: readonly Given[]) => void;
}

/** The composer begins with the draft the node keeps, so it waits for it; what is attached stands above. */
export function Writing({ contact, onUp, onFiles }: WritingProps) {
  const { rows, isLoaded } = useLiveView('conversations', {});
  if (!isLoaded || contact.state === 'blocked') return null;
  const row = rows.find(({ id }) => id === contact.conversationId);
  return (
    <>
      {row && row.attachments.length > 0 && <Attached row={row} />}
      <Composer
        // A contact with a new key may be known before the conversation it goes on in.
        key={row ? 'kept' : 'not known yet'}
        contactId={contact.id}
        conversationId={contact.conversationId}
        draft={row?.draft ?? ''}
        isPending={contact.state === 'requested'}
        onUp={onUp}
        replyTo={replyTo}
        onFiles={onFiles}
      />
    </>
  );
}

/** Shows which one it is, too. */
const replyTo: ReplyTo = (step, from) => {
  const row = pickMessage(step, from);
  if (row) jumpTo(row.conversationId, { anchor: { at: 'message', id: row.id }, isMarked: true });
  return row;
};

function Attached({ row: { id: conversationId, attachments } }: { readonly row: ConversationRow }) {
  const { connection } = useNode();
  return (
    <AttachedStrip
      count={attachments.length}
      onShow={() => {
        openOverlay({ kind: 'attach', conversationId });
      }}
      onRemove={() =>
        void connection.call('setAttachments', {
          conversationId,
          attachmentIds: [],
          known: attachments.map(({ id }) => id),
          caption: '',
        })
      }
    />
  );
}
