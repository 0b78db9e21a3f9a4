// Contact requests on the wire: ours until they are answered, theirs until the owner decides.

import type { Bytes } from '../../base/bytes.js';
import { type NodeId, type RequestId, idFromBytes } from '../../base/ids.js';
import { networkOf } from '../../base/ip-network.js';
import type { Contact, Settled } from '../../core/ports/contact-store.js';
import { judgeRequest, policyOf, type RequestFacts, told, untoldWithdrawal } from '../../core/trust/index.js';
import {
  type ContactRequest,
  decodeContactRequest,
  encodeContactRequest,
  replacesBody,
} from '../../protocol/request-codec.js';
import { FRAME_KINDS } from '../../protocol/registry.js';
import { type Signed, decodeSigned, encodeSigned } from '../../protocol/signed-codec.js';
import { markApproved, queueProfile } from './approval.js';
import { postpone, spend } from './budget.js';
import { learnRecord } from './contact-record.js';
import { CROSSING_WAIT_MS, pump } from './deliver-out.js';
import { announceContact } from './dial-list.js';
import { freeze, putOnDoorstep, takeFromDoorstep, unfreeze } from './doorstep.js';
import { type ItemContext, touchContact } from './item-context.js';
import { sendMarks } from './marks.js';
import { streamOf } from './pair-stream.js';
import { addSystemLine } from './system-line.js';
import { putContact } from './put-contact.js';

/** Makes and signs our request to a node the owner approved, with pre-keys for that node alone. */
export async function signRequest(
  context: ItemContext,
  to: { readonly nodeId: NodeId; readonly note: string; readonly replaces: NodeId | null },
): Promise<{ readonly requestId: RequestId; readonly signed: Bytes }> {
  const requestId = idFromBytes('request', context.randomBytes(16));
  if (!requestId) throw new TypeError('a request id needs 16 bytes');
  const record = context.ownRecord();
  const signedRecord = record && decodeSigned(record);
  const body = encodeContactRequest({
    requestId,
    sender: context.self,
    recipient: to.nodeId,
    name: context.store.identity.get()?.name ?? '',
    note: to.note,
    record: signedRecord?.ok ? signedRecord.value : null,
    bundle: await context.cipher.makeBundle(to.nodeId, context.now()),
    // The old key is lost with its home; who still has it has no way to let it sign.
    replaces: to.replaces && { oldNodeId: to.replaces, signature: null },
  });
  return { requestId, signed: encodeSigned({ body, signature: context.identity.sign('request', body) }) };
}

/** Sends our unanswered request over the contact's link, if there is one. */
export function sendRequest(context: ItemContext, contact: Contact): void {
  const link = context.links.get(contact.nodeId);
  const signed = contact.request && decodeSigned(contact.request);
  if (!link || !signed?.ok) return;
  context.emit({
    kind: 'send',
    linkId: link.linkId,
    frame: { kind: 'contactRequest', signed: signed.value },
  });
}

export async function onContactRequest(
  context: ItemContext,
  from: { readonly linkId: number; readonly nodeId: NodeId; readonly place: string | null },
  signed: Signed,
): Promise<void> {
  const decoded = decodeContactRequest(signed);
  if (!decoded.ok) {
    refuse(context, from.linkId, 'malformed');
    return;
  }
  const request = decoded.value;
  const facts = requestFacts(context, from, request);
  const verdict = judgeRequest(facts);
  if (verdict === 'ignore') return;
  if (verdict === 'misaddressed') {
    refuse(context, from.linkId, 'notAllowed');
    return;
  }
  const { contact, replaced } = facts;
  if (verdict === 'accept' && contact && !maySpend(context, contact)) return;
  if (!context.identity.verify(from.nodeId, 'request', signed.body, signed.signature)) {
    refuse(context, from.linkId, 'malformed');
    return;
  }
  if (verdict === 'accept') {
    if (!contact) return;
    if (contact.state === 'requested') leaveOpening(context, contact.nodeId);
    await acceptRequest(context, contact, request);
    return;
  }
  if (verdict === 'askReplacement' && replaced) freeze(context, replaced);
  const claim =
    verdict === 'ask'
      ? { replaces: null, countersigned: false }
      : { replaces: facts.request.replaces, countersigned: facts.request.isCountersigned() };
  putOnDoorstep(context, request, { ...claim, signed: encodeSigned(signed), observedAddress: from.place });
}

/** A contact that asks anew all the time waits; its request comes again on the link after this one. */
function maySpend(context: ItemContext, contact: Contact): boolean {
  if (spend(context, contact, 'requests')) return true;
  const link = context.links.get(contact.nodeId);
  if (link) postpone(context, contact, link, 'requests');
  return false;
}

function requestFacts(
  context: ItemContext,
  { nodeId: peer, place }: { readonly nodeId: NodeId; readonly place: string | null },
  request: ContactRequest,
): RequestFacts {
  const { contacts, requests } = context.store;
  const contact = contacts.byNode(peer);
  const waiting = requests.byNode(peer);
  return {
    self: context.self,
    peer,
    request: {
      ...request,
      id: request.requestId,
      replaces: request.replaces?.oldNodeId ?? null,
      isCountersigned: () => isCountersigned(context, request),
    },
    contact,
    replaced: request.replaces ? contacts.byNode(request.replaces.oldNodeId) : undefined,
    settled: settledOf(context, peer, contact),
    waiting: waiting && { id: waiting.id, changedAt: context.changed.get(peer)?.at ?? null },
    pending: requests.count(),
    pendingNearby: place === null ? 0 : nearby(context, place),
    now: context.now(),
  };
}

/** How many requests of the network of this place wait. */
function nearby(context: ItemContext, place: string): number {
  const network = networkOf(place);
  return context.store.requests.places().filter((other) => networkOf(other) === network).length;
}

/** What became of its last request. What a contact was answered in a life it has left since, it does not know any more. */
function settledOf(context: ItemContext, nodeId: NodeId, contact: Contact | undefined): Settled | undefined {
  const { requests, streams } = context.store;
  const settled = requests.settledOf(nodeId);
  const answeredLife = contact && streams.get(contact.id)?.peerIncarnation;
  const isOver = answeredLife && answeredLife !== context.links.get(nodeId)?.incarnation;
  return isOver && settled !== 'blocked' ? undefined : settled;
}

/**
 * Answers a request of an approved key: a session on its pre-keys and our profile as the first message in it. The same
 * request is answered once, however often it is repeated.
 */
export async function acceptRequest(
  context: ItemContext,
  contact: Contact,
  request: ContactRequest,
): Promise<Contact> {
  const { streams, requests } = context.store;
  requests.settle(contact.nodeId, { answered: request.requestId });
  const approved = contact.state === 'requested' ? markApproved(context, contact) : contact;
  const named = { ...approved, profileName: request.name === '' ? approved.profileName : request.name };
  putContact(context, named);
  touchContact(context.store.changes, contact.id);
  const known = request.record ? learnRecord(context, named, encodeSigned(request.record)) : named;
  const stream = await streamOf(context, known);
  await context.cipher.archiveSession(known.nodeId);
  streams.put({ ...stream, bundle: request.bundle });
  queueProfile(context, known);
  await greet(context, known);
  await pump(context, known);
  return known;
}

/** Both asked and both requests are on their way: of two sessions one would be thrown away. */
function leaveOpening(context: ItemContext, nodeId: NodeId): void {
  if (context.self < nodeId) return;
  context.waits.set(nodeId, { since: context.now() });
  context.emit({ kind: 'goOnLater', nodeId, delayMs: CROSSING_WAIT_MS });
}

/** Begins delivery on a link that stood before both sides approved: marks sent earlier may have met deaf ears. */
async function greet(context: ItemContext, contact: Contact): Promise<void> {
  const link = context.links.get(contact.nodeId);
  if (link && !link.agreed && policyOf(contact.state).receive) await sendMarks(context, contact, link);
}

/** Says that our request is withdrawn, on every link until the recipient says that it heard. */
export function tellWithdrawal(context: ItemContext, contact: Contact): void {
  const link = context.links.get(contact.nodeId);
  const requestId = untoldWithdrawal(contact);
  if (!link || !requestId) return;
  context.emit({ kind: 'send', linkId: link.linkId, frame: { kind: 'requestWithdrawn', requestId } });
}

/** The recipient heard of the withdrawal: it need not be reached any more. */
export function onRequestForgotten(
  context: ItemContext,
  from: { readonly linkId: number; readonly nodeId: NodeId },
  requestId: RequestId,
): void {
  const contact = context.store.contacts.byNode(from.nodeId);
  if (!contact || untoldWithdrawal(contact) !== requestId) return;
  putContact(context, told(contact));
  announceContact(context, from.nodeId);
  context.emit({ kind: 'close', linkId: from.linkId, reason: 'shutdown' });
}

/** The sender took its request back; it hears the same whether the request waited, was answered, or never came. */
export function onRequestWithdrawn(
  context: ItemContext,
  from: { readonly linkId: number; readonly nodeId: NodeId },
  requestId: RequestId,
): void {
  const { requests, contacts } = context.store;
  const frame = { kind: 'requestForgotten', requestId } as const;
  context.emit({ kind: 'send', linkId: from.linkId, frame });
  // A node has one request at a time: an earlier one that still waits was given up with it.
  const waiting = requests.byNode(from.nodeId);
  if (!waiting) {
    tellOwner(context, from.nodeId, requestId);
    return;
  }
  takeFromDoorstep(context, waiting);
  const replaced = waiting.replaces ? contacts.byNode(waiting.replaces) : undefined;
  if (replaced) unfreeze(context, replaced);
}

/** The owner accepted what its sender was taking back: that node takes nothing from us, and the owner shall know why. */
function tellOwner(context: ItemContext, nodeId: NodeId, requestId: RequestId): void {
  const contact = context.store.contacts.byNode(nodeId);
  const settled = context.store.requests.settledOf(nodeId);
  if (!contact || settled === undefined || settled === 'blocked' || settled.answered !== requestId) return;
  if (policyOf(contact.state).write) addSystemLine(context, contact, 'REQUEST_TAKEN_BACK');
}

function isCountersigned(context: ItemContext, request: ContactRequest): boolean {
  const claim = request.replaces;
  if (!claim?.signature) return false;
  const body = replacesBody(claim.oldNodeId, request.sender, request.recipient);
  return context.identity.verify(claim.oldNodeId, 'replaces', body, claim.signature);
}

function refuse(context: ItemContext, linkId: number, reason: 'malformed' | 'notAllowed'): void {
  const refusedKind = FRAME_KINDS.contactRequest;
  context.emit({ kind: 'send', linkId, frame: { kind: 'refused', reason, refusedKind } });
}
