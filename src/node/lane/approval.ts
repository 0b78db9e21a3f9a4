// A contact becomes approved: by the owner's word, or by the first message on pre-keys made for that contact alone.

import { decodeSigned } from '../../protocol/signed-codec.js';
import type { Content } from '../../protocol/content-codec.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { type ItemContext, touchContact } from './item-context.js';
import { announceContacts } from './dial-list.js';
import { addSystemLine } from './system-line.js';

/** The peer answered our request: from now on both sides may write. */
export function markApproved(context: ItemContext, contact: Contact): Contact {
  const approved: Contact = {
    ...contact,
    state: 'approved',
    stateBefore: null,
    requestId: null,
    request: null,
  };
  context.store.contacts.put(approved);
  touchContact(context.store.changes, contact.id);
  addSystemLine(context, approved, 'CONTACT_APPROVED');
  announceContacts(context);
  return approved;
}

/** How this node presents itself inside a session. */
export function ownProfile(context: ItemContext): Content {
  const name = context.store.identity.get()?.name ?? '';
  const record = context.ownRecord();
  const signed = record && decodeSigned(record);
  return { kind: 'profile', name, record: signed?.ok ? signed.value : null };
}
