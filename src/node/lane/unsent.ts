// Messages that will not leave by themselves any more: the owner sees why, and their places in our order are sent empty
// when the contact is talked to again, so that the other side sees no gap.

import type { Contact } from '../../core/ports/contact-store.js';
import type { Message } from '../../core/ports/message-store.js';
import { type GivingUp, isMessage, type OutboxRow } from '../../core/ports/stream-store.js';
import type { Content } from '../../protocol/content-codec.js';
import { decodePayload, encodePayload } from '../../protocol/payload-codec.js';
import { CONTENT_KINDS, type RefusalReason } from '../../protocol/registry.js';
import { conversationWith, nextPlace, previousHash } from './author.js';
import { type ItemContext, touchContact } from './item-context.js';
import { touchMessage } from './message-entity.js';
import { cancelWaiting } from './transfer-endings.js';
import { transferIdOf } from './transfers.js';
import { fillPlace, leavePlace, queuePlace } from './places.js';

/** Most rows that are given up in one step: some 20 ms, in which nobody else's message is committed. */
const STEP_ROWS = 256;

/** After them nobody waits for the file any more. They have no text and no key. */
const ENDS_OF_FILES: readonly Content['kind'][] = ['fileEnded', 'fileReceived'];

/**
 * Fails what is queued for the contact. What was encrypted may have left, and the stream knows no holes: those envelopes
 * stay and are sent again if links come back. The rest is given up in steps, with others' work in between, and with it the
 * offers of a removed contact that wait for room: nothing is encrypted meanwhile.
 */
export function failQueued(context: ItemContext, contact: Contact, code: GivingUp['code']): void {
  const { outbox, streams } = context.store;
  const stream = streams.get(contact.id);
  // What was to be given back goes with the rest of the service traffic; a contact that still waits asks for it again.
  if (stream) streams.put({ ...stream, givenBackTo: null, relinks: true });
  for (const row of outbox.sealedAbove(contact.id, 0)) {
    failMessage(context, contact, row, code);
    // Its file ends with the contact, and nobody shall open it.
    if (code === 'CONTACT_REMOVED' && kindOf(row) === 'fileKey') emptyRow(context, row);
  }
  const upTo = outbox.lastUnsealed(contact.id);
  const hasWaiting = context.store.transfers.nextWaiting(contact.id) !== undefined;
  if (upTo === undefined && !hasWaiting) return;
  giveUpStep(context, contact, { contactId: contact.id, reached: 0, upTo: upTo ?? 0, code });
}

/** The next step of whatever is being given up, until nothing is. */
export function giveUpNext(context: ItemContext): void {
  const job = context.store.outbox.anyGivingUp();
  const contact = job && context.store.contacts.get(job.contactId);
  if (contact) giveUpStep(context, contact, job);
}

function giveUpStep(context: ItemContext, contact: Contact, job: GivingUp): void {
  const { outbox, changes } = context.store;
  const rows = outbox.unsealedBetween(job, STEP_ROWS);
  for (const row of rows) giveUp(context, contact, row, job.code);
  const last = rows.at(-1);
  touchContact(changes, contact.id);
  if (rows.length === STEP_ROWS || cancelWaiting(context, contact)) {
    outbox.setGivingUp({ ...job, reached: last?.id ?? job.reached });
    context.later({ kind: 'giveUp' });
    return;
  }
  outbox.endGivingUp(contact.id);
  // Keys of files were among it.
  if (job.code === 'CONTACT_REMOVED') context.scrub();
  context.later({ kind: 'pump', nodeId: contact.nodeId });
}

/** Service traffic needs no place and goes, but for what ends a wait; of what was taken back the row is empty already. */
function giveUp(context: ItemContext, contact: Contact, row: OutboxRow, code: GivingUp['code']): void {
  if (row.kind === 'service' && !isStillOwed(row, code)) context.store.outbox.remove(row.id);
  if (!isMessage(row)) return;
  failMessage(context, contact, row, code);
  if (!isEmpty(row)) leavePlace(context, row);
}

/**
 * Nobody else says again how far a file is: the other side would wait for ever. With the contact its files end, and their keys
 * go.
 */
function isStillOwed(row: OutboxRow, code: GivingUp['code']): boolean {
  const kind = kindOf(row);
  return code === 'CONTACT_BLOCKED' ? kind.startsWith('file') : ENDS_OF_FILES.includes(kind);
}

function kindOf({ payload }: OutboxRow): Content['kind'] {
  const decoded = decodePayload(payload);
  return decoded.ok ? decoded.value.payload.content.kind : 'unknown';
}

/** By what it would send: a message that went on to another key is shown as taken back, and its row here still has the text. */
export function isEmpty(row: OutboxRow): boolean {
  return kindOf(row) === 'withdrawn';
}

function failMessage(context: ItemContext, contact: Contact, row: OutboxRow, code: GivingUp['code']): void {
  if (!isMessage(row)) return;
  const { messages, changes } = context.store;
  const conversation = context.conversationId(contact.nodeId);
  const message = messages.byId(conversation, context.self, row.messageId);
  if (message?.state !== 'queued') return;
  messages.setState(conversation, context.self, message.id, 'failed', { code, params: {} });
  touchMessage(changes, message);
  touchFile(context, message);
}

/** Of an offer that fails, or is queued again, the file shows it too. */
function touchFile({ store }: ItemContext, { id, kind }: Message): void {
  if (kind === CONTENT_KINDS.fileOffer) store.changes.touch({ kind: 'transfer', key: transferIdOf(id) });
}

/** The contact's node has it and does not take it: sent again as it is, it would be refused again. */
export function failRefused(
  context: ItemContext,
  contact: Contact,
  message: Message,
  reason: RefusalReason,
): void {
  if (message.state !== 'queued') return;
  const { messages, changes } = context.store;
  const failure = { code: 'PAYLOAD_REFUSED', params: { reason } } as const;
  messages.setState(message.conversationId, context.self, message.id, 'failed', failure);
  touchMessage(changes, message);
  touchFile(context, message);
  queuePlace(context, contact, message);
}

/** Takes what was written out of the envelopes that stay: their keys are gone, their text shall be too. */
export function emptySealed(context: ItemContext, contact: Contact): void {
  for (const row of context.store.outbox.sealedAbove(contact.id, 0))
    if (!ENDS_OF_FILES.includes(kindOf(row))) emptyRow(context, row);
}

/** The envelope, if there is one, stays as it is. */
export function emptyRow(context: ItemContext, { id, payload }: OutboxRow): void {
  const decoded = decodePayload(payload);
  if (!decoded.ok) return;
  const empty = encodePayload({ ...decoded.value.payload, content: { kind: 'withdrawn' } });
  context.store.outbox.setPayload(id, empty);
}

/** Queues a failed message again. If its place was given up it takes the next one, and is a message of now. */
export function requeueFailed(context: ItemContext, contact: Contact, message: Message): void {
  const { outbox, messages, conversations, changes } = context.store;
  const conversation = conversationWith(context, contact);
  messages.setState(conversation.id, context.self, message.id, 'queued');
  touchMessage(changes, message);
  touchFile(context, message);
  if (outbox.find(contact.id, message.id)) return;
  const decoded = decodePayload(message.payload);
  if (!decoded.ok) throw decoded.error;
  const place = nextPlace(context, contact, conversation);
  const prevHash = previousHash(context, conversation.id, place.authorSeq);
  const sentAt = context.now();
  const payload = encodePayload({ ...decoded.value.payload, ...place, prevHash, sentAt });
  messages.move(message, { ...place, payload, sentAt });
  fillPlace(context, message);
  conversations.put({ ...conversation, lamport: place.lamport });
  outbox.append({ contactId: contact.id, messageId: message.id, payload, kind: 'message' });
  touchMessage(changes, { ...message, ...place });
}
