// Commands of the side that asks: add somebody, take the request back.

import { AppError } from '../../base/app-error.js';
import { idFromHex } from '../../base/ids.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import { checkNote } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { normaliseAddress, parseFormerKey, takenBack } from '../../core/trust/index.js';
import { FIRST_FILE_RULE } from '../../core/transfer/index.js';
import { decodeContactRequest } from '../../protocol/request-codec.js';
import { decodeSigned } from '../../protocol/signed-codec.js';
import { announceContact, displayName } from '../lane/dial-list.js';
import { type ItemContext, touchContact } from '../lane/item-context.js';
import { acceptRequest, sendRequest, signRequest, tellWithdrawal } from '../lane/requests.js';
import { addSystemLine } from '../lane/system-line.js';
import { failQueued } from '../lane/unsent.js';
import { doneBefore, noteDone } from './done-before.js';
import { anyContactById, chosenName, parsed, refuseUsedId, valueOf } from './find.js';
import { putContact } from '../lane/put-contact.js';

export async function addContact(
  context: ItemContext,
  params: CommandParams<'addContact'>,
): Promise<CommandResult<'addContact'>> {
  const id = parsed(idFromHex('contact', params.id), 'id');
  const command = { key: `contact/${id}`, command: 'addContact', params } as const;
  const before = doneBefore(context, command);
  if (before) return before.answer as CommandResult<'addContact'>;
  const nodeId = parsed(idFromHex('node', params.nodeId), 'nodeId');
  if (nodeId === context.self) throw new AppError('CONTACT_IS_SELF');
  const earlier = context.store.contacts.byNode(nodeId);
  refuseKnown(earlier);
  refuseUsedId(context, id, nodeId);
  const asked = await requestedContact(context, params, earlier?.id ?? id);
  const { contacts, requests } = context.store;
  putContact(context, asked);
  requests.forgetSettled(nodeId);
  touchContact(context.store.changes, asked.id);
  addSystemLine(context, asked, 'REQUEST_SENT');
  announceContact(context, nodeId);
  context.emit({ kind: 'dialNow', nodeId });
  await answerWaiting(context, asked);
  if (contacts.get(asked.id)?.state === 'requested') sendRequest(context, asked);
  return noteDone(context, command, { contactId: asked.id });
}

export function withdrawRequest(
  context: ItemContext,
  params: CommandParams<'withdrawRequest'>,
): CommandResult<'withdrawRequest'> {
  const contact = anyContactById(context, params.contactId);
  if (contact.state === 'removed') return {};
  if (contact.state !== 'requested') throw new AppError('CONTACT_EXISTS', { name: contact.name });
  const withdrawn = takenBack(contact);
  failQueued(context, contact, 'REQUEST_TAKEN_BACK');
  context.cipher.forgetBundles(contact.nodeId);
  putContact(context, withdrawn);
  addSystemLine(context, contact, 'REQUEST_WITHDRAWN');
  touchContact(context.store.changes, contact.id);
  announceContact(context, contact.nodeId);
  tellWithdrawal(context, withdrawn);
  return {};
}

async function requestedContact(
  context: ItemContext,
  params: CommandParams<'addContact'>,
  id: Contact['id'],
): Promise<Contact> {
  const nodeId = parsed(idFromHex('node', params.nodeId), 'nodeId');
  const asked = { self: context.self, recipient: nodeId };
  const replaces = params.replaces === undefined ? null : valueOf(parseFormerKey(params.replaces, asked));
  const name = chosenName(params.name);
  const note = valueOf(checkNote(params.note));
  const typedAddress = params.address === null ? null : parsed(normaliseAddress(params.address), 'address');
  const { requestId, signed } = await signRequest(context, { nodeId, note, replaces });
  const known = context.store.contacts.get(id);
  return {
    id,
    nodeId,
    fingerprint: context.identity.fingerprint(nodeId),
    state: 'requested',
    stateBefore: null,
    trust: params.trust,
    trustBefore: null,
    name,
    profileName: null,
    note,
    typedAddress,
    record: known?.record ?? null,
    recordSequence: known?.recordSequence ?? 0,
    requestId,
    request: signed,
    keyKept: false,
    since: context.now(),
    reachedAt: known?.reachedAt ?? null,
    calledFrom: known?.calledFrom ?? null,
    fileRule: FIRST_FILE_RULE,
  };
}

/** Their request waited for us already: both asked, so both agree (a crossing request, DESIGN 4). */
async function answerWaiting(context: ItemContext, contact: Contact): Promise<void> {
  const waiting = context.store.requests.byNode(contact.nodeId);
  const signed = waiting && decodeSigned(waiting.signed);
  const request = signed?.ok ? decodeContactRequest(signed.value) : undefined;
  if (!waiting || !request?.ok) return;
  context.store.requests.remove(waiting.id);
  context.store.changes.touch({ kind: 'request', key: waiting.id });
  await acceptRequest(context, contact, request.value);
}

function refuseKnown(contact: Contact | undefined): void {
  if (contact?.state === 'blocked') throw new AppError('CONTACT_BLOCKED', { name: displayName(contact) });
  if (contact && contact.state !== 'removed') {
    throw new AppError('CONTACT_EXISTS', { name: contact.name || (contact.profileName ?? '') });
  }
}
