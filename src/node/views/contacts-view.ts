import { type DurableView, keyIn } from './durable-view.js';

export const contactsView: DurableView<'contacts'> = {
  affects: (entity) => {
    const contact = keyIn(entity, 'contact');
    return contact === undefined ? null : [contact];
  },
  query: (_params, ids) => ({ kind: 'contacts', ...(ids && { ids }) }),
  keyOf: (row) => row.id,
  windowSize: () => undefined,
};
