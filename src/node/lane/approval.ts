// A contact becomes approved: by the owner's word, or by the first message on pre-keys made for that contact alone.

import { decodeSigned } from '../../protocol/signed-codec.js';
import type { Content } from '../../protocol/content-codec.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { type ItemContext, touchContact } from './item-context.js';
import { authorService } from './author.js';
import { announceContact } from './dial-list.js';
import { profileId } from './waiting-ids.js';
import { addSystemLine } from './system-line.js';
import { putContact } from './put-contact.js';

/** The peer answered our request: from now on both sides may write, if no key change waits for the owner. */
export function markApproved(context: ItemContext, contact: Contact): Contact {
  const isFrozen = contact.state === 'frozen';
  const approved: Contact = {
    ...contact,
    state: isFrozen ? 'frozen' : 'approved',
    stateBefore: isFrozen ? 'approved' : null,
    requestId: null,
    request: null,
  };
  putContact(context, approved);
  touchContact(context.store.changes, contact.id);
  addSystemLine(context, approved, 'CONTACT_APPROVED');
  announceContact(context, contact.nodeId);
  return approved;
}

/** Queues how this node presents itself, once until it left. */
export function queueProfile(context: ItemContext, contact: Contact): void {
  const id = profileId(context.self);
  if (context.store.outbox.findUnsealed(contact.id, id)) return;
  authorService(context, contact, ownProfile(context), id);
}

function ownProfile(context: ItemContext): Content {
  const name = context.store.identity.get()?.name ?? '';
  const record = context.ownRecord();
  const signed = record && decodeSigned(record);
  return { kind: 'profile', name, record: signed?.ok ? signed.value : null };
}
