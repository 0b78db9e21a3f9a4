// Commands of the side that asks: add somebody, take the request back.

import { AppError } from '../../base/app-error.js';
import { idFromHex } from '../../base/ids.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import { checkName, checkNote } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { normaliseAddress } from '../../core/trust/index.js';
import { decodeContactRequest } from '../../protocol/request-codec.js';
import { decodeSigned } from '../../protocol/signed-codec.js';
import { announceContacts } from '../lane/dial-list.js';
import { type ItemContext, touchContact } from '../lane/item-context.js';
import { acceptRequest, sendRequest, signRequest } from '../lane/requests.js';
import { addSystemLine } from '../lane/system-line.js';
import { failQueued } from '../lane/unsent.js';
import { contactById, parsed } from './find.js';

export async function addContact(
  context: ItemContext,
  params: CommandParams<'addContact'>,
): Promise<CommandResult<'addContact'>> {
  const id = parsed(idFromHex('contact', params.id), 'id');
  const nodeId = parsed(idFromHex('node', params.nodeId), 'nodeId');
  if (nodeId === context.self) throw new AppError('CONTACT_IS_SELF');
  const earlier = context.store.contacts.byNode(nodeId);
  if (earlier?.id === id && earlier.state !== 'removed') return { contactId: id };
  refuseKnown(earlier);
  const asked = await requestedContact(context, params, earlier?.id ?? id);
  const { contacts, requests } = context.store;
  contacts.put(asked);
  requests.forgetSettled(nodeId);
  touchContact(context.store.changes, asked.id);
  addSystemLine(context, asked, 'REQUEST_SENT');
  announceContacts(context);
  context.emit({ kind: 'dialNow', nodeId });
  await answerWaiting(context, asked);
  if (contacts.get(asked.id)?.state === 'requested') sendRequest(context, asked);
  return { contactId: asked.id };
}

export function withdrawRequest(
  context: ItemContext,
  params: CommandParams<'withdrawRequest'>,
): CommandResult<'withdrawRequest'> {
  const contact = contactById(context, params.contactId);
  if (contact.state !== 'requested') throw new AppError('CONTACT_EXISTS', { name: contact.name });
  const link = context.links.get(contact.nodeId);
  if (link && contact.requestId) {
    const frame = { kind: 'requestWithdrawn', requestId: contact.requestId } as const;
    context.emit({ kind: 'send', linkId: link.linkId, frame });
  }
  failQueued(context, contact, 'CONTACT_REMOVED');
  context.store.contacts.put({ ...contact, state: 'removed', requestId: null, request: null });
  addSystemLine(context, contact, 'REQUEST_WITHDRAWN');
  touchContact(context.store.changes, contact.id);
  announceContacts(context);
  return {};
}

async function requestedContact(
  context: ItemContext,
  params: CommandParams<'addContact'>,
  id: Contact['id'],
): Promise<Contact> {
  const nodeId = parsed(idFromHex('node', params.nodeId), 'nodeId');
  const replaces =
    params.replaces === undefined ? null : parsed(idFromHex('node', params.replaces), 'replaces');
  const name = params.name === '' ? '' : valueOf(checkName(params.name));
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
  if (contact?.state === 'blocked') throw new AppError('CONTACT_BLOCKED');
  if (contact && contact.state !== 'removed') {
    throw new AppError('CONTACT_EXISTS', { name: contact.name || (contact.profileName ?? '') });
  }
}

function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: AppError }): T {
  if (!result.ok) throw result.error;
  return result.value;
}
