import type { ConversationId } from '../../base/ids.js';
import { utf8 } from '../../base/bytes.js';
import type { Deletion, DeletionStore } from '../../core/ports/deletion-store.js';
import type { Message } from '../../core/ports/message-store.js';
import { keyOf } from './message-key.js';
import { Table, type UndoLog } from './table.js';

/** With what a cleared conversation needs. */
export function memoryDeletions(
  undoLog: UndoLog,
  messages: Table<Message>,
): DeletionStore & { forget(conversation: ConversationId): void } {
  const deletions = new Table<Deletion>(undoLog);
  const held = new Table<{ readonly deletionId: string; readonly before: Message }>(undoLog);
  const put = (message: Message) => {
    messages.set(keyOf(message.conversationId, message.author, message.id), message);
  };
  const nowOf = ({ conversationId, author, id }: Message) => messages.get(keyOf(conversationId, author, id));
  const release = (id: string) => {
    deletions.delete(id);
    return held.deleteWhere(({ deletionId }) => deletionId === id).map(({ before }) => before);
  };
  return {
    get: (id) => deletions.get(id),
    all: () => deletions.all().sort((a, b) => a.dueAt - b.dueAt),
    hold: (deletion, doomed) => {
      deletions.set(deletion.id, deletion);
      const shown = doomed.filter((message) => nowOf(message)?.kind !== 4);
      for (const message of shown) {
        const key = keyOf(message.conversationId, message.author, message.id);
        held.set(key, { deletionId: deletion.id, before: message });
        put({ ...message, kind: 4, unread: false });
      }
      return shown;
    },
    undo: (id) =>
      release(id).map((before) => {
        const back = { ...before, ...nowOf(before), kind: before.kind, unread: before.unread };
        put(back);
        return back;
      }),
    carryOut: (id) => {
      const released = release(id);
      for (const message of released) {
        const { conversationId, author } = message;
        if (author === null) messages.delete(keyOf(conversationId, author, message.id));
        else put({ ...message, ...nowOf(message), payload: utf8(''), failure: null, recovered: false });
      }
      return released;
    },
    forget: (conversation) => {
      for (const { id } of deletions.all().filter(({ conversationId }) => conversationId === conversation)) {
        release(id);
      }
    },
  };
}
