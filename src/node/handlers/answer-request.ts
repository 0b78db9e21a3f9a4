// Commands of the side that is asked: accept, decline, block. The asker is told nothing but an acceptance.

import { AppError } from '../../base/app-error.js';
import { idFromHex } from '../../base/ids.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import { checkName } from '../../core/conversation/index.js';
import type { Contact, IncomingRequest } from '../../core/ports/contact-store.js';
import { newStream } from '../../core/session/index.js';
import { type ContactRequest, decodeContactRequest } from '../../protocol/request-codec.js';
import { decodeSigned } from '../../protocol/signed-codec.js';
import { conversationWith, authorMessage } from '../lane/author.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { announceContacts } from '../lane/dial-list.js';
import { type ItemContext, touchContact } from '../lane/item-context.js';
import { touchMessage } from '../lane/message-entity.js';
import { acceptRequest, unfreeze } from '../lane/requests.js';
import { addSystemLine } from '../lane/system-line.js';
import { parsed } from './find.js';

export async function approveRequest(
  context: ItemContext,
  params: CommandParams<'approveRequest'>,
): Promise<CommandResult<'approveRequest'>> {
  const id = parsed(idFromHex('contact', params.contactId), 'contactId');
  const requestId = parsed(idFromHex('request', params.requestId), 'requestId');
  const waiting = context.store.requests.get(requestId);
  if (!waiting) {
    const done = context.store.contacts.get(id);
    if (done?.state === 'approved') return { contactId: done.id };
    throw new AppError('NOT_FOUND', { what: 'request' });
  }
  const request = readRequest(waiting);
  const replaced = waiting.replaces ? context.store.contacts.byNode(waiting.replaces) : undefined;
  const earlier = context.store.contacts.byNode(waiting.nodeId);
  const name = params.name === '' ? '' : checkedName(params.name);
  closeRequest(context, waiting);
  if (replaced) {
    const swapped = await swapPin(context, replaced, waiting);
    await acceptRequest(context, swapped.contact, request);
    requeue(context, swapped.contact, swapped.unsent);
    return { contactId: swapped.contact.id };
  }
  const contact = newContact(context, waiting, { id: earlier?.id ?? id, name });
  context.store.contacts.put(contact);
  addSystemLine(context, contact, 'CONTACT_APPROVED');
  announceContacts(context);
  const accepted = await acceptRequest(context, contact, request);
  return { contactId: accepted.id };
}

export function declineRequest(
  context: ItemContext,
  params: CommandParams<'declineRequest'>,
): CommandResult<'declineRequest'> {
  const waiting = requestById(context, params.requestId);
  closeRequest(context, waiting);
  context.store.requests.settle(waiting.nodeId, { answered: waiting.id });
  releaseFrozen(context, waiting);
  return {};
}

export function blockRequest(
  context: ItemContext,
  params: CommandParams<'blockRequest'>,
): CommandResult<'blockRequest'> {
  const waiting = requestById(context, params.requestId);
  closeRequest(context, waiting);
  context.store.requests.settle(waiting.nodeId, 'blocked');
  releaseFrozen(context, waiting);
  return {};
}

function requestById(context: ItemContext, text: string): IncomingRequest {
  const id = idFromHex('request', text);
  const waiting = id && context.store.requests.get(id);
  if (!waiting) throw new AppError('NOT_FOUND', { what: 'request' });
  return waiting;
}

function readRequest(waiting: IncomingRequest): ContactRequest {
  const signed = decodeSigned(waiting.signed);
  const request = signed.ok ? decodeContactRequest(signed.value) : signed;
  if (!request.ok) throw request.error;
  return request.value;
}

function closeRequest(context: ItemContext, waiting: IncomingRequest): void {
  context.store.requests.remove(waiting.id);
  context.store.changes.touch({ kind: 'request', key: waiting.id });
}

function releaseFrozen(context: ItemContext, waiting: IncomingRequest): void {
  const frozen = waiting.replaces ? context.store.contacts.byNode(waiting.replaces) : undefined;
  if (frozen) unfreeze(context, frozen);
}

function newContact(
  context: ItemContext,
  waiting: IncomingRequest,
  chosen: { readonly id: Contact['id']; readonly name: string },
): Contact {
  return {
    id: chosen.id,
    nodeId: waiting.nodeId,
    fingerprint: waiting.fingerprint,
    state: 'approved',
    stateBefore: null,
    trust: 'address',
    name: chosen.name,
    profileName: waiting.name === '' ? null : waiting.name,
    note: waiting.note,
    typedAddress: null,
    record: null,
    recordSequence: 0,
    requestId: null,
    request: null,
    since: context.now(),
  };
}

/** The contact under its new key: another pin, another conversation, and nothing of the old session. */
async function swapPin(context: ItemContext, contact: Contact, waiting: IncomingRequest) {
  const { outbox, streams, messages, contacts, conversations, identity, changes } = context.store;
  const old = conversationWith(context, contact);
  const unsent = outbox.all(contact.id).flatMap((row) => {
    const message = row.visible ? messages.byId(old.id, context.self, row.messageId) : undefined;
    return message ? [message] : [];
  });
  for (const message of unsent) {
    messages.setState(old.id, context.self, message.id, 'withdrawn');
    touchMessage(changes, message);
  }
  outbox.removeAll(contact.id);
  await context.cipher.archiveSession(contact.nodeId);
  streams.forgetSeen(contact.id);
  streams.put(newStream(contact.id, identity.incarnation()));
  const link = context.links.get(contact.nodeId);
  if (link) context.emit({ kind: 'close', linkId: link.linkId, reason: 'shutdown' });
  // The old conversation stays as history; its members are another pair.
  conversations.put({ ...old, contactId: null });
  const swapped: Contact = {
    ...contact,
    nodeId: waiting.nodeId,
    fingerprint: waiting.fingerprint,
    state: 'approved',
    stateBefore: null,
    trust: 'address',
    record: null,
    recordSequence: 0,
  };
  contacts.put(swapped);
  touchContact(changes, contact.id);
  announceContacts(context);
  return { contact: swapped, unsent };
}

function requeue(
  context: ItemContext,
  contact: Contact,
  unsent: Awaited<ReturnType<typeof swapPin>>['unsent'],
): void {
  for (const message of unsent) {
    const decoded = decodePayload(message.payload);
    if (decoded.ok) authorMessage(context, contact, message.id, decoded.value.payload.content);
  }
  context.later({ kind: 'pump', nodeId: contact.nodeId });
}

function checkedName(name: string): string {
  const checked = checkName(name);
  if (!checked.ok) throw checked.error;
  return checked.value;
}
