import { type DurableView, keyIn } from './durable-view.js';

/** Rows by position, which sorts like the conversation. */
export const messagesView: DurableView<'messages'> = {
  affects: (entity, { conversationId }, oldest) => {
    const message = keyIn(entity, 'message');
    if (message !== undefined) {
      const [conversation, position = ''] = message.split('/');
      return conversation === conversationId ? [position] : null;
    }
    if (keyIn(entity, 'conversation') !== conversationId) return null;
    // Touched with every message, but also when the history was deleted: then the oldest row is gone, and a row that is
    // gone makes the hub read the window again.
    return oldest === undefined ? 'all' : [oldest];
  },
  query: ({ conversationId, limit }, positions) =>
    positions
      ? { kind: 'messagesAt', conversationId, positions }
      : { kind: 'newestMessages', conversationId, limit },
  keyOf: (row) => row.position,
  windowSize: ({ limit }) => limit,
};
