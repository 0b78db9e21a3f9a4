// A contact goes: for the owner at once. Its row stays, so that the pair's numbering goes on if they add each other again.

import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { takenBack, told } from '../../core/trust/index.js';
import { conversationWith } from '../lane/author.js';
import { UNFINISHED } from '../lane/unfinished.js';
import { announceContact } from '../lane/dial-list.js';
import { type ItemContext, touchContact, touchConversation } from '../lane/item-context.js';
import { dropLink } from '../lane/links.js';
import { tellWithdrawal } from '../lane/requests.js';
import { giveUpTransfers, removeTransfer } from '../lane/transfer-endings.js';
import { forgetSpool } from '../lane/transfers.js';
import { emptySealed, failQueued } from '../lane/unsent.js';
import { anyContactById } from './find.js';

export async function removeContact(
  context: ItemContext,
  params: CommandParams<'removeContact'>,
): Promise<CommandResult<'removeContact'> | typeof UNFINISHED> {
  const contact = anyContactById(context, params.contactId);
  if (contact.state !== 'removed') await remove(context, contact);
  if (params.history === 'keep') return {};
  // What was queued is text too.
  if (context.store.outbox.givingUp(contact.id)) return UNFINISHED;
  deleteHistory(context, contact);
  return {};
}

async function remove(context: ItemContext, contact: Contact): Promise<void> {
  const { contacts, conversations, streams, identity } = context.store;
  giveUpTransfers(context, contact);
  failQueued(context, contact, 'CONTACT_REMOVED');
  await context.cipher.archiveSession(contact.nodeId);
  context.cipher.forgetBundles(contact.nodeId);
  const stream = streams.get(contact.id);
  if (stream && stream.incarnation === identity.incarnation())
    streams.put({ ...stream, bundle: null, renewal: null });
  conversations.put({ ...conversationWith(context, contact), contactId: null });
  // Who has our request must hear that it is taken back, and until then we must know the way there.
  const gone: Contact = { ...takenBack(contact), note: '', trust: 'address' };
  contacts.put(gone.requestId ? gone : told(gone));
  touch(context, contact);
  announceContact(context, contact.nodeId);
  context.scrub();
  if (gone.requestId) tellWithdrawal(context, gone);
  else dropLink(context, contact);
}

/** Also of a contact that was removed with its history kept. */
function deleteHistory(context: ItemContext, { id }: Contact): void {
  const { attachments, changes, contacts, conversations } = context.store;
  const contact = contacts.get(id);
  if (!contact) return;
  emptySealed(context, contact);
  const attached = attachments.attach(context.conversationId(contact.nodeId), []);
  for (const { spoolId } of attached) forgetSpool(context, spoolId);
  for (const transfer of context.store.transfers.ofContact(id)) removeTransfer(context, contact, transfer);
  const conversationId = context.conversationId(contact.nodeId);
  conversations.clear(conversationId);
  changes.touch({ kind: 'history', key: conversationId });
  contacts.put({ ...contact, name: '', profileName: null });
  touch(context, contact);
  context.scrub();
}

function touch(context: ItemContext, contact: Contact): void {
  touchContact(context.store.changes, contact.id);
  touchConversation(context.store.changes, context.conversationId(contact.nodeId));
}
