import { type DurableView, keyIn } from './durable-view.js';

export const requestsView: DurableView<'requests'> = {
  affects: (entity) => {
    const request = keyIn(entity, 'request');
    if (request !== undefined) return [request];
    // A request may name the contact whose key it replaces; there are at most a hundred, mostly none.
    return keyIn(entity, 'contact') === undefined ? null : 'all';
  },
  query: (_params, ids) => ({ kind: 'requests', ...(ids && { ids }) }),
  keyOf: (row) => row.id,
  windowSize: () => undefined,
};
