import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { CommandParams } from '../../src/contract/commands.js';
import type { ContactRow, ConversationRow } from '../../src/contract/values.js';
import { AttachSheet } from '../features/attach/AttachSheet.js';
import { handing } from '../features/attach/handing.js';
import { sendAttached } from '../features/attach/send-attached.js';
import { usePhotos } from '../features/attach/use-photos.js';
import { SteadyIds } from '../node-client/steady-ids.js';
import { type Draft, useDraft } from '../node-client/use-draft.js';
import { useLiveView, useNode } from '../node-client/use-node.js';
import { remark } from '../ui/toasts.js';
import { errorWords } from '../words/error-words.js';
import { words } from '../words/language.js';
import { useContact } from './use-people.js';

/** Of all sheets: one that is closed after a failure and opened again sends nothing twice either. */
const ids = new SteadyIds();

export interface AttachProps {
  readonly conversationId: string;
  readonly onClose: () => void;
}

/** The sheet of a conversation, joined with what the node keeps of it. */
export function Attach({ conversationId, onClose }: AttachProps) {
  const contact = useContact(conversationId);
  const conversations = useLiveView('conversations', {});
  const row = conversations.rows.find(({ id }) => id === conversationId);
  if (!contact || !row) return null;
  return <Sheet contact={contact} row={row} onClose={onClose} />;
}

interface SheetProps extends Pick<AttachProps, 'onClose'> {
  readonly contact: ContactRow;
  readonly row: ConversationRow;
}

function Sheet({ contact, row, onClose }: SheetProps) {
  const { connection } = useNode();
  const { id: conversationId, attachments: files } = row;
  const caption = useCaption(row);
  const photos = usePhotos(files);
  const change = (to: Omit<CommandParams<'setAttachments'>, 'conversationId'>) => {
    void connection.call('setAttachments', { conversationId, ...to }).then((done) => {
      if (!done.ok) remark({ text: errorWords(done.error) });
    });
  };
  const coming = useStore(handing).filter((file) => file.conversationId === conversationId);
  const contacts = useLiveView('contacts', {});
  const send = useSending(row, caption, onClose);
  return (
    <AttachSheet
      contact={contact}
      others={contacts.rows.filter(({ id, state }) => id !== contact.id && state === 'approved')}
      files={files}
      photos={photos}
      coming={coming}
      caption={caption.text}
      onCaption={caption.setText}
      recipients={row.recipients}
      onRecipients={(contactIds) => {
        change({ recipients: [...contactIds] });
      }}
      onOrder={(ids) => {
        change({ attachmentIds: [...ids], known: [...ids] });
      }}
      onRemove={(id) => {
        change({ attachmentIds: [], known: [id] });
      }}
      onKeep={(ids) => {
        change({ keepMetadata: [...ids] });
      }}
      onMore={() => {
        document.querySelector<HTMLElement>('#attach-input')?.click();
      }}
      onFolder={() => {
        document.querySelector<HTMLElement>('#attach-folder')?.click();
      }}
      onSend={send}
      onClose={() => {
        // Whom nothing was chosen for, nothing that is attached later goes to.
        const isNothing = files.length + coming.length === 0 && caption.text.trim() === '';
        if (isNothing && row.recipients.length > 0) change({ recipients: [] });
        onClose();
      }}
    />
  );
}

/** @returns resolves when it is done or was refused, which the owner was told */
function useSending(row: ConversationRow, caption: Draft, onClose: () => void) {
  const { connection, captions } = useNode();
  const { id: conversationId, attachments: files } = row;
  return async (contactIds: readonly string[]) => {
    caption.flush();
    const attached = { conversationId, files, caption: caption.text, contactIds };
    const failure = await sendAttached(connection, attached, ids);
    if (!failure) {
      captions.sent(conversationId);
      onClose();
      return;
    }
    const why = errorWords(failure.error);
    const { name } = failure;
    const text =
      name === undefined ? words('attach.captionFailed', { why }) : words('attach.failed', { name, why });
    remark({ text });
  };
}

function useCaption({ id: conversationId, caption: kept }: ConversationRow): Draft {
  const { captions } = useNode();
  const caption = useDraft(captions, conversationId, kept);
  const { text, setText } = caption;
  useEffect(
    () =>
      captions.onGivenBack(conversationId, (above) => {
        setText(text === '' ? above : `${above}\n${text}`);
      }),
    [captions, conversationId, text, setText],
  );
  return caption;
}
