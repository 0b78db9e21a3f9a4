// Commands about people who are contacts already.

import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { formatCompareCode, unblocked } from '../../core/trust/index.js';
import { announceContact } from '../lane/dial-list.js';
import { takeUpWaiting } from '../lane/incoming-offers.js';
import { type ItemContext, touchContact, touchConversation } from '../lane/item-context.js';
import { chosenName, contactById } from './find.js';
import { dropLink } from '../lane/links.js';
import { holdOrRelease } from '../lane/transfers.js';
import { failQueued } from '../lane/unsent.js';
import { putContact } from '../lane/put-contact.js';

export function renameContact(
  context: ItemContext,
  params: CommandParams<'renameContact'>,
): CommandResult<'renameContact'> {
  const contact = contactById(context, params.contactId);
  change(context, contact, { name: chosenName(params.name) });
  return {};
}

export function setFileRule(
  context: ItemContext,
  params: CommandParams<'setFileRule'>,
): CommandResult<'setFileRule'> {
  change(context, contactById(context, params.contactId), { fileRule: params.rule });
  return {};
}

export function blockContact(
  context: ItemContext,
  params: CommandParams<'blockContact'>,
): CommandResult<'blockContact'> {
  const contact = contactById(context, params.contactId);
  if (contact.state === 'blocked') return {};
  failQueued(context, contact, 'CONTACT_BLOCKED');
  const stateBefore = contact.state === 'frozen' ? contact.stateBefore : contact.state;
  const blocked = { ...contact, state: 'blocked', stateBefore } as const;
  change(context, contact, blocked);
  holdOrRelease(context, blocked);
  dropLink(context, contact);
  return {};
}

export function unblockContact(
  context: ItemContext,
  params: CommandParams<'unblockContact'>,
): CommandResult<'unblockContact'> {
  const contact = contactById(context, params.contactId);
  if (contact.state !== 'blocked') return {};
  const freed = unblocked(contact, context.store.requests.replacing(contact.nodeId));
  change(context, contact, freed);
  holdOrRelease(context, freed);
  // Others of them may have ended meanwhile.
  takeUpWaiting(context, freed);
  // What the contact said on this link while it was blocked met deaf ears.
  dropLink(context, contact);
  return {};
}

export function safetyNumber(
  context: ItemContext,
  params: CommandParams<'safetyNumber'>,
): CommandResult<'safetyNumber'> {
  const contact = contactById(context, params.contactId);
  return {
    number: context.identity.safetyNumber(context.self, contact.nodeId),
    qr: formatCompareCode(context.self, contact.nodeId),
    mine: context.identity.fingerprint(context.self),
    theirs: contact.fingerprint,
  };
}

export function markCompared(
  context: ItemContext,
  params: CommandParams<'markCompared'>,
): CommandResult<'markCompared'> {
  const contact = contactById(context, params.contactId);
  const isCompared = contact.trust === 'compared';
  if (params.compared === isCompared) return {};
  const trust = params.compared ? 'compared' : (contact.trustBefore ?? 'address');
  change(context, contact, { trust, trustBefore: params.compared ? contact.trust : null });
  return {};
}

export function believeContact(
  context: ItemContext,
  params: CommandParams<'believeContact'>,
): CommandResult<'believeContact'> {
  const contact = contactById(context, params.contactId);
  context.store.streams.setLifeClaims(contact.id, 0);
  // On the next link the marks are compared again.
  const link = context.links.get(contact.nodeId);
  if (link && !link.agreed) context.emit({ kind: 'close', linkId: link.linkId, reason: 'stream' });
  return {};
}

function change(context: ItemContext, contact: Contact, to: Partial<Contact>): void {
  putContact(context, { ...contact, ...to });
  touchContact(context.store.changes, contact.id);
  touchConversation(context.store.changes, context.conversationId(contact.nodeId));
  announceContact(context, contact.nodeId);
}
