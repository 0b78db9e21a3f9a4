// Commands of the side that is asked: accept, decline, block. The asker is told nothing but an acceptance.

import { AppError } from '../../base/app-error.js';
import { idFromHex } from '../../base/ids.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { Contact, IncomingRequest } from '../../core/ports/contact-store.js';
import { type ContactRequest, decodeContactRequest } from '../../protocol/request-codec.js';
import { decodeSigned } from '../../protocol/signed-codec.js';
import { canBeReplaced, keepingKey } from '../../core/trust/index.js';
import { FIRST_FILE_RULE } from '../../core/transfer/index.js';
import { announceContact } from '../lane/dial-list.js';
import { takeFromDoorstep, unfreeze } from '../lane/doorstep.js';
import type { ItemContext } from '../lane/item-context.js';
import { acceptRequest } from '../lane/requests.js';
import { addSystemLine } from '../lane/system-line.js';
import { doneBefore, noteDone } from './done-before.js';
import { chosenName, parsed, refuseUsedId } from './find.js';
import { requeue, succeed, swapPin } from './successor.js';
import { putContact } from '../lane/put-contact.js';

export async function approveRequest(
  context: ItemContext,
  params: CommandParams<'approveRequest'>,
): Promise<CommandResult<'approveRequest'>> {
  const id = parsed(idFromHex('contact', params.contactId), 'contactId');
  const requestId = parsed(idFromHex('request', params.requestId), 'requestId');
  const command = { key: `contact/${id}`, command: 'approveRequest', params } as const;
  const before = doneBefore(context, command);
  if (before) return before.answer as CommandResult<'approveRequest'>;
  const waiting = context.store.requests.get(requestId);
  if (!waiting) throw new AppError('NOT_FOUND', { what: 'request' });
  refuseUsedId(context, id, waiting.nodeId);
  const request = readRequest(waiting);
  const replaced = waiting.replaces ? context.store.contacts.byNode(waiting.replaces) : undefined;
  const earlier = context.store.contacts.byNode(waiting.nodeId);
  const name = chosenName(params.name);
  closeRequest(context, waiting);
  if (replaced && canBeReplaced(replaced)) {
    const successor = earlier && {
      ...newContact(context, waiting, { id: earlier.id, name: name || replaced.name }),
      fileRule: replaced.fileRule,
    };
    const succession = successor
      ? await succeed(context, replaced, successor)
      : await swapPin(context, replaced, waiting);
    const accepted = await acceptRequest(context, succession.contact, request);
    requeue(context, succession);
    return noteDone(context, command, { contactId: accepted.id });
  }
  const contact = newContact(context, waiting, { id: earlier?.id ?? id, name });
  putContact(context, contact);
  addSystemLine(context, contact, 'CONTACT_APPROVED');
  announceContact(context, contact.nodeId);
  const accepted = await acceptRequest(context, contact, request);
  return noteDone(context, command, { contactId: accepted.id });
}

export function declineRequest(
  context: ItemContext,
  params: CommandParams<'declineRequest'>,
): CommandResult<'declineRequest'> {
  return refuse(context, 'declineRequest', params);
}

export function blockRequest(
  context: ItemContext,
  params: CommandParams<'blockRequest'>,
): CommandResult<'blockRequest'> {
  return refuse(context, 'blockRequest', params);
}

/** Their next request waits like any other. Nothing happens when they are not blocked. */
export function unblockRequester(
  context: ItemContext,
  params: CommandParams<'unblockRequester'>,
): CommandResult<'unblockRequester'> {
  const nodeId = parsed(idFromHex('node', params.nodeId), 'nodeId');
  const { requests, changes } = context.store;
  if (requests.settledOf(nodeId) !== 'blocked') return {};
  requests.forgetSettled(nodeId);
  context.scrub();
  changes.touch({ kind: 'blocked', key: nodeId });
  return {};
}

function refuse(
  context: ItemContext,
  name: 'declineRequest' | 'blockRequest',
  params: { readonly requestId: string },
): Readonly<Record<string, never>> {
  const id = parsed(idFromHex('request', params.requestId), 'requestId');
  const command = { key: `request/${id}`, command: name, params } as const;
  const waiting = context.store.requests.get(id);
  if (!waiting) {
    if (doneBefore(context, command)) return {};
    throw new AppError('NOT_FOUND', { what: 'request' });
  }
  closeRequest(context, waiting);
  if (name === 'declineRequest') context.store.requests.settle(waiting.nodeId, { answered: waiting.id });
  else {
    context.store.requests.block(waiting);
    context.store.changes.touch({ kind: 'blocked', key: waiting.nodeId });
  }
  keepKey(context, waiting);
  return noteDone(context, command, {});
}

function readRequest(waiting: IncomingRequest): ContactRequest {
  const signed = decodeSigned(waiting.signed);
  const request = signed.ok ? decodeContactRequest(signed.value) : signed;
  if (!request.ok) throw request.error;
  return request.value;
}

function closeRequest(context: ItemContext, waiting: IncomingRequest): void {
  takeFromDoorstep(context, waiting);
  context.scrub();
}

/** The owner does not believe that the sender is one of the contacts: that contact keeps its key. */
function keepKey(context: ItemContext, refused: IncomingRequest): void {
  const { contacts } = context.store;
  const claimed = refused.replaces ? contacts.byNode(refused.replaces) : undefined;
  if (!claimed) return;
  const kept = keepingKey(claimed, refused);
  putContact(context, kept);
  unfreeze(context, kept);
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
    trustBefore: null,
    name: chosen.name,
    profileName: waiting.name === '' ? null : waiting.name,
    note: waiting.note,
    typedAddress: null,
    record: null,
    recordSequence: 0,
    requestId: null,
    request: null,
    keyKept: false,
    since: context.now(),
    // Only who is a contact already is called; a stranger's request came with the stranger's call.
    reachedAt: waiting.receivedAt,
    calledFrom: waiting.observedAddress,
    fileRule: FIRST_FILE_RULE,
  };
}
