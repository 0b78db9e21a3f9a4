import { type DurableView, keyIn } from './durable-view.js';

export const conversationsView: DurableView<'conversations'> = {
  affects: (entity) => {
    const message = keyIn(entity, 'message');
    if (message !== undefined) return [message.slice(0, message.indexOf('/'))];
    // By its contact too, whose name it shows: the reader finds conversations by either id.
    const id = keyIn(entity, 'conversation') ?? keyIn(entity, 'contact');
    return id === undefined ? null : [id];
  },
  query: (_params, ids) => ({ kind: 'conversations', ...(ids && { ids }) }),
  keyOf: (row) => row.id,
  windowSize: () => undefined,
};
