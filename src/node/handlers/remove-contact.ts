// A contact goes: for the owner at once. Its row stays, so that the pair's numbering goes on if they add each other again.

import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { takenBack, told } from '../../core/trust/index.js';
import { conversationWith } from '../lane/author.js';
import { UNFINISHED, UntilErased } from '../lane/unfinished.js';
import { announceContact, displayName } from '../lane/dial-list.js';
import { type ItemContext, touchContact, touchConversation } from '../lane/item-context.js';
import { dropLink } from '../lane/links.js';
import { tellWithdrawal } from '../lane/requests.js';
import { cancelTransfers } from '../lane/transfer-endings.js';
import { failQueued } from '../lane/unsent.js';
import { deleteEverythingWith } from './delete-history.js';
import { anyContactById } from './find.js';
import { putContact } from '../lane/put-contact.js';

export async function removeContact(
  context: ItemContext,
  params: CommandParams<'removeContact'>,
): Promise<CommandResult<'removeContact'> | typeof UNFINISHED | UntilErased> {
  const contact = anyContactById(context, params.contactId);
  if (contact.state !== 'removed') await remove(context, contact);
  if (params.history === 'keep') return {};
  // What was queued is text too.
  const everyone = [contact, ...predecessors(context, contact)];
  if (everyone.some(({ id }) => context.store.outbox.givingUp(id))) return UNFINISHED;
  const cleared = everyone.flatMap(({ id }) => {
    const gone = context.store.contacts.get(id);
    return gone ? deleteEverythingWith(context, gone) : [];
  });
  return new UntilErased(cleared);
}

async function remove(context: ItemContext, contact: Contact): Promise<void> {
  const { conversations, streams, identity } = context.store;
  // Who has our request must hear that it is taken back, and until then we must know the way there.
  const gone: Contact = { ...takenBack(contact), note: '', trust: 'address', trustBefore: null };
  // Before anything is given up: nothing of it is encrypted for somebody who is no contact any more.
  putContact(context, gone.requestId ? gone : told(gone));
  failQueued(context, gone, 'CONTACT_REMOVED');
  // It hears so when they are contacts again, and waits for none of them.
  cancelTransfers(context, gone);
  await context.cipher.archiveSession(contact.nodeId);
  context.cipher.forgetBundles(contact.nodeId);
  const stream = streams.get(contact.id);
  if (stream && stream.incarnation === identity.incarnation())
    streams.put({ ...stream, bundle: null, renewal: null });
  conversations.put({ ...conversationWith(context, contact), contactId: null });
  if (contact.state === 'blocked') keepBlock(context, contact);
  touch(context, contact);
  announceContact(context, contact.nodeId);
  context.scrub();
  if (gone.requestId) tellWithdrawal(context, gone);
  else dropLink(context, contact);
}

/** Who was blocked may not ask again because the contact is gone; the list of blocked requests lets them in. */
function keepBlock(context: ItemContext, contact: Contact): void {
  context.store.requests.block({
    nodeId: contact.nodeId,
    name: displayName(contact),
    fingerprint: contact.fingerprint,
  });
  context.store.changes.touch({ kind: 'blocked', key: contact.nodeId });
}

/** Whose place the contact took when it came under another key as a contact of its own. */
function predecessors(context: ItemContext, { id }: Contact): Contact[] {
  const { contacts, conversations } = context.store;
  const before = conversations.formerOf(id).map(({ peer }) => contacts.byNode(peer));
  return before.filter((contact) => contact?.state === 'removed').filter((contact) => contact !== undefined);
}

function touch(context: ItemContext, contact: Contact): void {
  touchContact(context.store.changes, contact.id);
  touchConversation(context.store.changes, context.conversationId(contact.nodeId));
}
