import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { CommandParams } from '../../src/contract/commands.js';
import type { ContactRow, ConversationRow } from '../../src/contract/values.js';
import { AttachSheet } from '../features/attach/AttachSheet.js';
import { handing } from '../features/attach/handing.js';
import { sendAttached, type SendFailure } from '../features/attach/send-attached.js';
import { sendings, sendOnce } from '../features/attach/sendings.js';
import { usePhotos } from '../features/attach/use-photos.js';
import { type Draft, useDraft } from '../node-client/use-draft.js';
import { useLiveView, useNode } from '../node-client/use-node.js';
import { remark } from '../ui/toasts.js';
import { errorWords } from '../words/error-words.js';
import { words } from '../words/language.js';
import { useContact } from './use-people.js';

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
  const { isSending, send } = useSending(row, caption, onClose);
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
      isSending={isSending}
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

/** Also of a sending that was begun in this sheet when it was open before. */
function useSending(row: ConversationRow, caption: Draft, onClose: () => void) {
  const node = useNode();
  const { id: conversationId, attachments: files } = row;
  const underWay = useStore(sendings).get(conversationId);
  useEffect(() => {
    void underWay?.then((isSent) => {
      if (isSent) onClose();
    });
  }, [underWay, onClose]);
  const send = (contactIds: readonly string[]) => {
    caption.flush();
    const attached = { conversationId, files, caption: caption.text, contactIds };
    void sendOnce(conversationId, async () => {
      const failure = await sendAttached(node, attached);
      if (failure) remark({ text: failureWords(failure) });
      return !failure;
    });
  };
  return { isSending: underWay !== undefined, send };
}

function failureWords({ name, error }: SendFailure): string {
  const why = errorWords(error);
  if (name !== undefined) return words('attach.failed', { name, why });
  const isGone = error.code === 'NOT_FOUND' && error.params['what'] === 'caption';
  return isGone ? words('attach.captionGone') : words('attach.captionFailed', { why });
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
