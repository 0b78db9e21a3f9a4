// Tells the network side whom to dial and whom to let in as a contact.

import { formatHostPort } from '../../base/host-port.js';
import type { NodeId } from '../../base/ids.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Store } from '../../core/ports/store.js';
import { policyOf, untoldWithdrawal } from '../../core/trust/index.js';
import { decodeRecord } from '../../protocol/record-codec.js';
import { decodeSigned } from '../../protocol/signed-codec.js';
import type { ItemContext } from './item-context.js';
import type { DialledContact } from './lane-messages.js';

/** After every change of who this node is, what may be done with it, or where it is reached. */
export function announceContact(context: ItemContext, nodeId: NodeId): void {
  const contact = context.store.contacts.byNode(nodeId);
  context.emit({ kind: 'contact', nodeId, dialled: (contact && dialled(contact)) ?? null });
}

export function dialList(store: Store): DialledContact[] {
  return store.contacts.all().flatMap((contact) => dialled(contact) ?? []);
}

function dialled(contact: Contact): DialledContact | undefined {
  if (!policyOf(contact.state).dial && !untoldWithdrawal(contact)) return undefined;
  return {
    isGone: contact.state === 'removed',
    isApproved: contact.state === 'approved',
    isUnanswered: contact.state === 'requested' || untoldWithdrawal(contact) !== null,
    contactId: contact.id,
    nodeId: contact.nodeId,
    name: displayName(contact),
    ...addressesOf(contact),
    calledFrom: contact.calledFrom,
    calledAt: contact.reachedAt,
  };
}

/** The owner's name for a contact, else the contact's own, else its address. */
export function displayName(contact: Contact): string {
  return contact.name || (contact.profileName ?? '') || (contact.typedAddress ?? contact.nodeId.slice(0, 8));
}

/** Where a contact may be reached, by the owner's word and by its own. */
function addressesOf(contact: Contact): Pick<DialledContact, 'addresses' | 'learned'> {
  const addresses = contact.typedAddress === null ? [] : [contact.typedAddress];
  const learned = new Set(recordAddresses(contact.record));
  return { addresses, learned: [...learned].filter((address) => !addresses.includes(address)) };
}

function recordAddresses(signedRecord: Uint8Array | null): string[] {
  const signed = signedRecord && decodeSigned(signedRecord);
  const record = signed?.ok ? decodeRecord(signed.value) : undefined;
  if (!record?.ok) return [];
  return record.value.addresses.map(formatHostPort);
}
