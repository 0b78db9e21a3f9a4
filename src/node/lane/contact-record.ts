// A contact's addresses come from the newest record it signed.

import type { Bytes } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { decodeRecord } from '../../protocol/record-codec.js';
import { decodeSigned } from '../../protocol/signed-codec.js';
import { announceContact } from './dial-list.js';
import { type ItemContext, touchContact } from './item-context.js';
import { putContact } from './put-contact.js';

/** Keeps the record (encoded `Signed`) if the contact signed it and it is newer than the one we have. */
export function learnRecord(context: ItemContext, contact: Contact, bytes: Bytes): Contact {
  const sequence = verifiedSequence(context, contact, bytes);
  if (sequence === undefined || sequence <= contact.recordSequence) return contact;
  const updated = { ...contact, record: bytes, recordSequence: sequence };
  putContact(context, updated);
  touchContact(context.store.changes, contact.id);
  announceContact(context, contact.nodeId);
  return updated;
}

function verifiedSequence(context: ItemContext, contact: Contact, bytes: Bytes): number | undefined {
  const signed = decodeSigned(bytes);
  const record = signed.ok ? decodeRecord(signed.value) : undefined;
  if (!signed.ok || !record?.ok || record.value.nodeId !== contact.nodeId) return undefined;
  const { body, signature } = signed.value;
  return context.identity.verify(contact.nodeId, 'record', body, signature)
    ? record.value.sequence
    : undefined;
}
