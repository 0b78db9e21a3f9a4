// The one way the lane writes a contact: what shows it by name hears when it is called otherwise, and at no other time.

import type { Contact } from '../../core/ports/contact-store.js';
import { displayName } from './dial-list.js';
import type { ItemContext } from './item-context.js';

/** Inserts or replaces the whole row. */
export function putContact({ store }: Pick<ItemContext, 'store'>, contact: Contact): void {
  const before = store.contacts.get(contact.id);
  store.contacts.put(contact);
  const isSame = before?.nodeId === contact.nodeId && displayName(before) === displayName(contact);
  if (!isSame) store.changes.touch({ kind: 'name', key: contact.id });
}
