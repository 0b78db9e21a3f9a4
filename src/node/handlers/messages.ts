// Commands about messages: send, take back, try again, read.

import { AppError } from '../../base/app-error.js';
import { idFromHex, type MessageId, type NodeId } from '../../base/ids.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import { checkText } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { type Conversation, isHidden, type Message } from '../../core/ports/message-store.js';
import { parsePosition } from '../../core/ports/position.js';
import { policyOf } from '../../core/trust/index.js';
import { decodePayload, encodePayload } from '../../protocol/payload-codec.js';
import { authorMessage, conversationWith } from '../lane/author.js';
import { pump } from '../lane/deliver-out.js';
import { type ItemContext, touchContact, touchConversation } from '../lane/item-context.js';
import { touchMessage } from '../lane/message-entity.js';
import { displayName } from '../lane/dial-list.js';
import { queueReceipts } from '../lane/receipts.js';
import { withdrawOffer } from '../lane/transfer-endings.js';
import { emptyTwins } from '../lane/twins.js';
import { requeueFailed } from '../lane/unsent.js';
import { anyContactById, conversationById, parsed, refuseRemoved } from './find.js';

export function sendMessage(
  context: ItemContext,
  params: CommandParams<'sendMessage'>,
): CommandResult<'sendMessage'> {
  const contact = anyContactById(context, params.contactId);
  const id = parsed(idFromHex('message', params.id), 'id');
  const earlier = writtenBefore(context, contact, id);
  if (earlier) {
    // Of one that was taken back or deleted since, the id alone tells that this was done: nothing is kept of its text.
    const text = textOf(earlier) ?? params.text;
    if (!wentTo(context, contact, earlier) || text !== params.text) throw new AppError('COMMAND_REUSED_ID');
    return { messageId: id, conversationId: earlier.conversationId };
  }
  refuseRemoved(contact);
  if (!policyOf(contact.state).write) throw new AppError('CONTACT_BLOCKED', { name: displayName(contact) });
  const text = checkText(params.text);
  if (!text.ok) throw text.error;
  const conversation = conversationWith(context, contact);
  authorMessage(context, contact, id, { kind: 'text', text: text.value });
  // In one commit: whatever happens, what was written is the draft or the message, and never both or neither.
  if (context.store.conversations.takeDraft(conversation.id, params.text)) context.scrub();
  context.pumpAtEnd(contact.nodeId);
  return { messageId: id, conversationId: conversation.id };
}

/** Whether the owner wrote a message of this id, to whomever. */
export function wasWritten(context: ItemContext, id: string): boolean {
  return ownOf(context, parsed(idFromHex('message', id), 'id')).length > 0;
}

/** A message id is unique per author, so it may have served in another conversation. */
function writtenBefore(context: ItemContext, contact: Contact, id: MessageId): Message | undefined {
  const written = ownOf(context, id);
  const current = context.conversationId(contact.nodeId);
  return written.find(({ conversationId }) => conversationId === current) ?? written[0];
}

/** Also before the contact was removed, or under a key it had before. */
function wentTo({ store }: ItemContext, contact: Contact, { conversationId }: Message): boolean {
  const { conversations } = store;
  const isOfItsKey = conversations.get(conversationId)?.peer === contact.nodeId;
  return isOfItsKey || conversations.leftBy(conversationId) === contact.id;
}

function ownOf({ store, self }: ItemContext, id: MessageId): readonly Message[] {
  return store.messages.everywhereById(self, id);
}

export async function withdrawMessage(
  context: ItemContext,
  params: CommandParams<'withdrawMessage'>,
): Promise<CommandResult<'withdrawMessage'>> {
  const { contact, message } = ownMessage(context, params);
  if (message.state === 'withdrawn') return {};
  const row = context.store.outbox.find(contact.id, message.id);
  if (message.state !== 'queued' || !row || row.sealed) throw new AppError('MESSAGE_ALREADY_SENT');
  const decoded = decodePayload(message.payload);
  if (!decoded.ok) throw decoded.error;
  // Its place in our order stays and is sent empty, so that the other side sees no gap.
  const payload = encodePayload({ ...decoded.value.payload, content: { kind: 'withdrawn' } });
  context.store.outbox.setPayload(row.id, payload);
  context.store.messages.move(message, { authorSeq: message.authorSeq, lamport: message.lamport, payload });
  context.store.messages.setState(message.conversationId, context.self, message.id, 'withdrawn');
  touchMessage(context.store.changes, message);
  emptyTwins(context, message);
  withdrawOffer(context, contact, message.id);
  context.scrub();
  const stream = context.store.streams.get(contact.id);
  if (stream) context.store.streams.put({ ...stream, relinks: true });
  await pump(context, contact);
  return {};
}

export async function retryMessage(
  context: ItemContext,
  params: CommandParams<'retryMessage'>,
): Promise<CommandResult<'retryMessage'>> {
  const { contact, message } = ownMessage(context, params);
  if (message.state !== 'failed') return {};
  if (!policyOf(contact.state).write) throw new AppError('CONTACT_BLOCKED', { name: displayName(contact) });
  requeueFailed(context, contact, message);
  touchContact(context.store.changes, contact.id);
  await pump(context, contact);
  return {};
}

export function markSeen(context: ItemContext, params: CommandParams<'markSeen'>): CommandResult<'markSeen'> {
  const conversation = conversationById(context, params.conversationId);
  const positions = params.positions.map((position) => parsed(parsePosition(position), 'positions'));
  return tellRead(context, conversation, context.store.messages.markSeen(conversation.id, positions));
}

export function markRead(context: ItemContext, params: CommandParams<'markRead'>): CommandResult<'markRead'> {
  const conversation = conversationById(context, params.conversationId);
  const position = parsed(parsePosition(params.upTo), 'upTo');
  return tellRead(context, conversation, context.store.messages.markRead(conversation.id, position));
}

function tellRead(
  context: ItemContext,
  conversation: Conversation,
  read: readonly Message[],
): CommandResult<'markRead'> {
  context.store.conversations.setSettings(conversation.id, { markedUnread: false });
  touchConversation(context.store.changes, conversation.id);
  for (const message of read) touchMessage(context.store.changes, message);
  const contact = conversation.contactId ? context.store.contacts.get(conversation.contactId) : undefined;
  if (!contact || !policyOf(contact.state).write) return {};
  const ids = read.filter((message) => message.author === contact.nodeId).map((message) => message.id);
  queueReceipts(context, contact, ids);
  return {};
}

function ownMessage(
  context: ItemContext,
  params: { readonly conversationId: string; readonly messageId: string },
): { readonly contact: Contact; readonly message: Message & { readonly author: NodeId } } {
  const conversation = conversationById(context, params.conversationId);
  const id: MessageId = parsed(idFromHex('message', params.messageId), 'messageId');
  const message = context.store.messages.byId(conversation.id, context.self, id);
  const contact = conversation.contactId ? context.store.contacts.get(conversation.contactId) : undefined;
  // A hidden row has nothing to take back or to send again.
  if (!message || !contact || isHidden(message)) throw new AppError('NOT_FOUND', { what: 'message' });
  return { contact, message: { ...message, author: context.self } };
}

function textOf(message: Message): string | undefined {
  const decoded = decodePayload(message.payload);
  return decoded.ok && decoded.value.payload.content.kind === 'text'
    ? decoded.value.payload.content.text
    : undefined;
}
