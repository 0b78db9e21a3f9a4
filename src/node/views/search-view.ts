import { type DurableView, keyIn } from './durable-view.js';

/** Read whole: what matches is known to the search alone. */
export const searchView: DurableView<'search'> = {
  affects: (entity, { conversationId }) => {
    const message = keyIn(entity, 'message');
    if (message !== undefined) {
      return conversationId === undefined || message.startsWith(conversationId) ? 'all' : null;
    }
    if (keyIn(entity, 'index') !== undefined) return 'all';
    return keyIn(entity, 'contact') === undefined || conversationId !== undefined ? null : 'all';
  },
  query: (params) => ({ kind: 'search', ...params }),
  keyOf: (row) => row.id,
  windowSize: () => undefined,
};
