// The requests that wait for the owner: one per node, and what a claim in one does to the contact it names.

import type { Contact, IncomingRequest } from '../../core/ports/contact-store.js';
import { afterClaims, frozen } from '../../core/trust/index.js';
import type { ContactRequest } from '../../protocol/request-codec.js';
import { announceContact } from './dial-list.js';
import { type ItemContext, touchContact } from './item-context.js';
import { addSystemLine } from './system-line.js';
import { holdOrRelease } from './transfers.js';
import { putContact } from './put-contact.js';

/** Lets the request wait; it takes the place of the node's earlier one and keeps its turn. */
export function putOnDoorstep(
  context: ItemContext,
  request: ContactRequest,
  seen: Pick<IncomingRequest, 'signed' | 'observedAddress' | 'replaces' | 'countersigned'>,
): void {
  const { requests, contacts, changes } = context.store;
  const now = context.now();
  const earlier = requests.byNode(request.sender);
  requests.put({
    ...seen,
    id: request.requestId,
    nodeId: request.sender,
    // Thousands of hashes: more than everything else a request costs.
    fingerprint: earlier?.fingerprint ?? context.identity.fingerprint(request.sender),
    name: request.name,
    note: request.note,
    receivedAt: earlier?.receivedAt ?? now,
  });
  changes.touch({ kind: 'request', key: request.requestId });
  if (!earlier) return;
  context.changed.set(request.sender, { at: now });
  changes.touch({ kind: 'request', key: earlier.id });
  // The claim it made before is gone with the row; who it claimed to be goes on if nobody else claims it.
  const released = earlier.replaces ? contacts.byNode(earlier.replaces) : undefined;
  if (released) unfreeze(context, released);
}

/** The request was answered or taken back. */
export function takeFromDoorstep(context: ItemContext, waiting: IncomingRequest): void {
  context.store.requests.remove(waiting.id);
  context.changed.delete(waiting.nodeId);
  context.store.changes.touch({ kind: 'request', key: waiting.id });
}

export function freeze(context: ItemContext, contact: Contact): void {
  if (contact.state === 'frozen') return;
  const held = frozen(contact);
  putContact(context, held);
  holdOrRelease(context, held);
  touchContact(context.store.changes, contact.id);
  addSystemLine(context, contact, 'CONTACT_KEY_CLAIMED');
  announceContact(context, contact.nodeId);
}

/** The contact goes on under its old key once no claim that freezes it is left. */
export function unfreeze(context: ItemContext, contact: Contact): void {
  const { requests, changes } = context.store;
  const freed = afterClaims(contact, requests.replacing(contact.nodeId));
  if (freed === contact) return;
  putContact(context, freed);
  holdOrRelease(context, freed);
  touchContact(changes, contact.id);
  context.later({ kind: 'pump', nodeId: contact.nodeId });
}
