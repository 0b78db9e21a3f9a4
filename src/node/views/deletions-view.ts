import { type DurableView, keyIn } from './durable-view.js';

/** Few at any time, so they are read together. */
export const deletionsView: DurableView<'deletions'> = {
  affects: (entity) => (keyIn(entity, 'deletion') === undefined ? null : 'all'),
  query: () => ({ kind: 'deletions' }),
  keyOf: (row) => row.id,
  windowSize: () => undefined,
};
