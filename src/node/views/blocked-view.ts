import { type DurableView, keyIn } from './durable-view.js';

export const blockedView: DurableView<'blocked'> = {
  affects: (entity) => {
    const nodeId = keyIn(entity, 'blocked');
    return nodeId === undefined ? null : [nodeId];
  },
  query: (_params, ids) => ({ kind: 'blocked', ...(ids && { ids }) }),
  keyOf: (row) => row.id,
  windowSize: () => undefined,
};
