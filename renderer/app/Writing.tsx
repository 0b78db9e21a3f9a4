import { useStore } from 'zustand';
import type { ContactRow, ConversationRow } from '../../src/contract/values.js';
import { AttachedStrip } from '../features/attach/AttachedStrip.js';
import { sendings } from '../features/attach/sendings.js';
import { Composer } from '../features/composer/Composer.js';
import type { ReplyTo } from '../features/composer/use-quotation.js';
import { pickMessage } from '../features/history/picks.js';
import { type NodeClient, useLiveView, useNode } from '../node-client/use-node.js';
import { remark } from '../ui/toasts.js';
import { errorWords } from '../words/error-words.js';
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
      {row && (row.attachments.length > 0 || row.caption.trim() !== '') && <Attached row={row} />}
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

function Attached({ row }: { readonly row: ConversationRow }) {
  const { id: conversationId, attachments } = row;
  const node = useNode();
  const isSending = useStore(sendings).has(conversationId);
  return (
    <AttachedStrip
      count={attachments.length}
      isSending={isSending}
      onShow={() => {
        openOverlay({ kind: 'attach', conversationId });
      }}
      onRemove={() => {
        void takeOut(row, node);
      }}
    />
  );
}

/** What was written below the files is a message its owner may still want to send: it goes back into the field. */
async function takeOut(
  { id: conversationId, attachments }: ConversationRow,
  { connection, drafts, captions }: NodeClient,
): Promise<void> {
  const known = attachments.map(({ id }) => id);
  const all = { conversationId, attachmentIds: [], known, recipients: [] };
  const taken = await connection.call('setAttachments', all);
  if (!taken.ok) {
    remark({ text: errorWords(taken.error) });
    return;
  }
  const caption = captions.written(conversationId);
  if (caption.trim() !== '') drafts.giveBack(conversationId, caption);
  // From here on it is written there alone: whoever presses once more finds nothing here.
  captions.keep(conversationId, '');
}
