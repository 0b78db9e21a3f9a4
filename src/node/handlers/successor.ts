// A contact goes on under another key: what it had with the old one stays as history, what was not delivered goes along.

import { MOST_DRAFT } from '../../contract/bounds.js';
import type { Contact, IncomingRequest } from '../../core/ports/contact-store.js';
import { isHidden, type Message } from '../../core/ports/message-store.js';
import { isMessage } from '../../core/ports/stream-store.js';
import { newStream } from '../../core/session/index.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { authorMessage, conversationWith, newMessageId } from '../lane/author.js';
import { announceContact } from '../lane/dial-list.js';
import { type ItemContext, touchContact, touchConversation } from '../lane/item-context.js';
import { dropLink } from '../lane/links.js';
import { touchMessage } from '../lane/message-entity.js';
import { addSystemLine } from '../lane/system-line.js';
import { giveUpTransfers, withdrawOffer } from '../lane/transfer-endings.js';
import { save } from '../lane/transfers.js';
import { failQueued } from '../lane/unsent.js';
import { putContact } from '../lane/put-contact.js';

export interface Succession {
  readonly contact: Contact;
  /** Ours, oldest first; to be queued again with `requeue` once the successor can be written to. */
  readonly unsent: readonly Message[];
}

/** The contact under its new key: another pin, another conversation, and nothing of the old session. */
export async function swapPin(
  context: ItemContext,
  contact: Contact,
  to: Pick<IncomingRequest, 'nodeId' | 'fingerprint'>,
): Promise<Succession> {
  const { outbox, streams, identity, changes } = context.store;
  const unsent = withdrawUnsent(context, contact);
  giveUpTransfers(context, contact, unsent);
  outbox.removeAll(contact.id);
  await leaveKey(context, contact, contact);
  streams.forgetSeen(contact.id);
  // The new key has claimed nothing yet.
  streams.setLifeClaims(contact.id, 0);
  streams.put(newStream(contact.id, identity.incarnation()));
  const swapped: Contact = {
    ...contact,
    nodeId: to.nodeId,
    fingerprint: to.fingerprint,
    state: 'approved',
    stateBefore: null,
    trust: 'address',
    trustBefore: null,
    record: null,
    recordSequence: 0,
    requestId: null,
    request: null,
    keyKept: false,
  };
  putContact(context, swapped);
  bequeath(context, contact, swapped);
  touchContact(changes, contact.id);
  addSystemLine(context, swapped, 'CONTACT_KEY_CHANGED');
  for (const { nodeId } of [contact, swapped]) announceContact(context, nodeId);
  return { contact: swapped, unsent };
}

/** The new key has a contact of its own that takes over; the one with the old key is removed. */
export async function succeed(context: ItemContext, contact: Contact, to: Contact): Promise<Succession> {
  const { changes } = context.store;
  const unsent = withdrawUnsent(context, contact);
  takeOffersAlong(context, contact, to, unsent);
  giveUpTransfers(context, contact);
  failQueued(context, contact, 'CONTACT_REMOVED');
  putContact(context, { ...contact, state: 'removed', stateBefore: null, requestId: null, request: null });
  putContact(context, to);
  await leaveKey(context, contact, to);
  bequeath(context, contact, to);
  for (const { id } of [contact, to]) touchContact(changes, id);
  addSystemLine(context, to, 'CONTACT_KEY_CHANGED');
  for (const { nodeId } of [contact, to]) announceContact(context, nodeId);
  return { contact: to, unsent };
}

/** Writes them again, to the new key. */
export function requeue(context: ItemContext, { contact, unsent }: Succession): void {
  for (const message of unsent) writeAgain(context, contact, message);
  context.later({ kind: 'pump', nodeId: contact.nodeId });
}

function writeAgain(context: ItemContext, contact: Contact, { id, payload }: Message): void {
  const { messages, outbox, changes } = context.store;
  const earlier = messages.byId(context.conversationId(contact.nodeId), context.self, id);
  // It waited for this key before: what may have left in that place is repeated there.
  if (earlier && !isHidden(earlier)) {
    messages.setState(earlier.conversationId, context.self, id, 'queued');
    outbox.append({ contactId: contact.id, messageId: id, payload: earlier.payload, kind: 'message' });
    touchMessage(changes, earlier);
    return;
  }
  const decoded = decodePayload(payload);
  if (!decoded.ok) return;
  const { content } = decoded.value.payload;
  // Deleted where it is to stand, so its id is used up. A file is offered under the id of its message.
  if (earlier && content.kind === 'fileOffer') withdrawOffer(context, contact, id);
  else authorMessage(context, contact, earlier ? newMessageId(context) : id, content);
}

function withdrawUnsent(context: ItemContext, contact: Contact): Message[] {
  const { outbox, messages, changes } = context.store;
  const conversation = conversationWith(context, contact);
  const unsent = outbox.all(contact.id).flatMap((row) => {
    const message = isMessage(row) ? messages.byId(conversation.id, context.self, row.messageId) : undefined;
    return message?.state === 'queued' ? [message] : [];
  });
  for (const message of unsent) {
    messages.setState(conversation.id, context.self, message.id, 'withdrawn');
    touchMessage(changes, message);
  }
  return unsent;
}

/** A file goes where the message that offers it goes. */
function takeOffersAlong(
  context: ItemContext,
  contact: Contact,
  heir: Contact,
  unsent: readonly Message[],
): void {
  for (const { id } of unsent) {
    const transfer = context.store.transfers.byOffer(contact.id, 'out', id);
    if (transfer) save(context, heir, { ...transfer, contactId: heir.id });
  }
}

async function leaveKey(context: ItemContext, contact: Contact, heir: Contact): Promise<void> {
  const { conversations } = context.store;
  await context.cipher.archiveSession(contact.nodeId);
  context.cipher.forgetBundles(contact.nodeId);
  context.doubts.delete(contact.id);
  context.answers.delete(contact.id);
  dropLink(context, contact);
  // The old conversation stays as history; its members are another pair.
  const conversation = conversationWith(context, contact);
  conversations.put({ ...conversation, contactId: null });
  const left = [conversation, ...conversations.formerOf(contact.id)];
  for (const { id } of left) conversations.leaveTo(id, heir.id);
}

/** What its owner wrote and chose belongs to the person, not to the key: it goes on in the conversation under the new one. */
function bequeath(context: ItemContext, contact: Contact, heir: Contact): void {
  const { attachments, changes, conversations } = context.store;
  const from = context.conversationId(contact.nodeId);
  const to = conversationWith(context, heir).id;
  conversations.inherit(from, to, MOST_DRAFT);
  const attached = [from, to].flatMap((id) => attachments.of(id));
  attachments.attach(
    to,
    attached.map(({ id }) => id),
  );
  for (const id of [from, to]) {
    // Each was chosen for one part of what is attached now: for the whole, the owner chooses anew.
    conversations.setRecipients(id, []);
    touchConversation(changes, id);
  }
}
