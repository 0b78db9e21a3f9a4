// What one side lost and the other holds goes back in small steps, read from where the last one ended, so that no
// single one of them grows with the history.

import { idBytes, idFromBytes, type MessageId } from '../../base/ids.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Message } from '../../core/ports/message-store.js';
import type { Stream } from '../../core/ports/stream-store.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { authorService, conversationWith } from './author.js';
import { spend } from './budget.js';
import { type ItemContext, touchContact } from './item-context.js';
import { touchMessage } from './message-entity.js';
import { queuePlace } from './places.js';

/** Most messages that are read and queued in one step. */
const STEP_MESSAGES = 16;

/** Whether the contact may ask now: what is under way costs nothing more, beginning anew does. */
export function mayGiveBack(context: ItemContext, contact: Contact, stream: Stream): boolean {
  return isUnderWay(context, contact, stream) || spend(context, contact, 'givingBack');
}

/** The contact says that it waits for what it had sent above `authored` and lost. What is under way already goes on. */
export function beginGivingBack(
  context: ItemContext,
  contact: Contact,
  stream: Stream,
  authored: number,
): Stream {
  return isUnderWay(context, contact, stream) ? stream : { ...stream, givenBackTo: authored };
}

function isUnderWay(context: ItemContext, contact: Contact, stream: Stream): boolean {
  return stream.givenBackTo !== null || context.store.outbox.find(contact.id, endFor(stream)) !== undefined;
}

/** What was on its way back to an earlier life of the contact, which would not take it any more. */
export function dropGivenBack(context: ItemContext, contact: Contact): void {
  const { outbox } = context.store;
  for (const row of outbox.nextUnsealed(contact.id, Number.MAX_SAFE_INTEGER, 'service')) {
    const decoded = decodePayload(row.payload);
    if (decoded.ok && decoded.value.payload.content.kind === 'recovered') outbox.remove(row.id);
  }
}

/** Queues the next step of what is owed in this way, once the step before it was encrypted. */
export function queueNextStep(context: ItemContext, contact: Contact, stream: Stream): Stream {
  const next =
    stream.givenBackTo === null ? requeueOwn(context, contact, stream) : giveBack(context, contact, stream);
  if (next !== stream) context.store.streams.put(next);
  return next;
}

/** What the contact wrote and lost, then an empty one that says this was all. */
function giveBack(context: ItemContext, contact: Contact, stream: Stream): Stream {
  const { outbox, messages } = context.store;
  if (stream.givenBackTo === null || outbox.nextUnsealed(contact.id, 1, 'service').length > 0) return stream;
  const conversation = conversationWith(context, contact);
  const page = messages.authoredAbove(conversation.id, contact.nodeId, stream.givenBackTo, STEP_MESSAGES);
  for (const { payload } of page) {
    if (payload.length > 0) authorService(context, contact, { kind: 'recovered', payload });
  }
  const last = page.at(-1);
  if (last && page.length === STEP_MESSAGES) return { ...stream, givenBackTo: last.authorSeq };
  const end = { kind: 'recovered', payload: new Uint8Array(0) } as const;
  authorService(context, contact, end, endFor(stream));
  return { ...stream, givenBackTo: null };
}

/** Queues again, under their old ids, our messages that the contact had and lost. */
function requeueOwn(context: ItemContext, contact: Contact, stream: Stream): Stream {
  const { requeue, recovering } = stream;
  const { outbox, messages } = context.store;
  // What we wrote waits behind what we get back ourselves, and behind what is queued already.
  if (!requeue || recovering > 0 || outbox.firstUnsealedNumbered(contact.id)) return stream;
  const conversation = conversationWith(context, contact);
  const page = messages.authoredAbove(conversation.id, context.self, requeue.above, STEP_MESSAGES);
  const lost = page.filter(({ authorSeq }) => authorSeq <= requeue.upTo);
  for (const message of lost) queueAgain(context, contact, message);
  touchContact(context.store.changes, contact.id);
  const last = lost.at(-1);
  const isAll = !last || lost.length < STEP_MESSAGES;
  // They stand where they stood: nothing else waits that might have to move.
  return {
    ...stream,
    takenTo: 0,
    relinks: false,
    requeue: isAll ? null : { ...requeue, above: last.authorSeq },
  };
}

function queueAgain(context: ItemContext, contact: Contact, message: Message): void {
  const { outbox, messages, changes } = context.store;
  if (outbox.find(contact.id, message.id)) return;
  // The contact has lost the empty payload that was in its place, too. What was deleted here is a gap there.
  const isEmpty = message.state === 'failed' || message.state === 'withdrawn';
  if (isEmpty) queuePlace(context, contact, message);
  if (isEmpty || message.payload.length === 0) return;
  outbox.append({ contactId: contact.id, messageId: message.id, payload: message.payload, kind: 'repeat' });
  if (message.state === 'delivered')
    messages.setState(message.conversationId, context.self, message.id, 'queued');
  touchMessage(changes, message);
}

/** The id of the payload that ends what is given back to this life of the contact. */
function endFor({ peerIncarnation }: Stream): MessageId {
  const id = peerIncarnation && idFromBytes('message', idBytes(peerIncarnation));
  if (!id) throw new TypeError('something is given back to nobody');
  return id;
}
