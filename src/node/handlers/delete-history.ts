// What was said is deleted for good: with a contact as it goes, or later, when it is no contact any more or has another key.

import { AppError } from '../../base/app-error.js';
import type { ConversationId } from '../../base/ids.js';
import type { CommandParams } from '../../contract/commands.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Conversation } from '../../core/ports/message-store.js';
import { type ItemContext, touchContact, touchConversation } from '../lane/item-context.js';
import { contactIn, isOfferedIn, removeTransfer } from '../lane/transfer-endings.js';
import { forgetSpool } from '../lane/transfers.js';
import { UNFINISHED, UntilErased } from '../lane/unfinished.js';
import { emptySealed } from '../lane/unsent.js';
import { conversationById } from './find.js';
import { putContact } from '../lane/put-contact.js';

export function deleteHistory(
  context: ItemContext,
  params: CommandParams<'deleteHistory'>,
): typeof UNFINISHED | UntilErased {
  const { outbox, transfers } = context.store;
  const conversation = conversationById(context, params.conversationId);
  const contact = contactIn(context, conversation);
  const isHere = contact?.nodeId === conversation.peer;
  if (isHere && contact.state !== 'removed') throw new AppError('NOT_FOUND', { what: 'history' });
  if (isHere) {
    // What was queued is text too.
    if (outbox.givingUp(contact.id)) return UNFINISHED;
    return new UntilErased(deleteEverythingWith(context, contact));
  }
  const offered = contact ? transfers.ofContact(contact.id) : [];
  for (const transfer of offered)
    if (contact && isOfferedIn(context, conversation, transfer)) removeTransfer(context, contact, transfer);
  const cleared = clearConversations(context, [conversation]);
  context.scrub();
  return new UntilErased(cleared);
}

/** Of a contact that is removed, and what was said under its earlier keys. Gives what is to be erased. */
export function deleteEverythingWith(context: ItemContext, contact: Contact): readonly ConversationId[] {
  const { conversations, transfers } = context.store;
  emptySealed(context, contact);
  for (const transfer of transfers.ofContact(contact.id)) removeTransfer(context, contact, transfer);
  const here = { id: context.conversationId(contact.nodeId) };
  const cleared = clearConversations(context, [here, ...conversations.formerOf(contact.id)]);
  putContact(context, { ...contact, name: '', profileName: null });
  touchContact(context.store.changes, contact.id);
  context.scrub();
  return cleared;
}

function clearConversations(
  context: ItemContext,
  those: readonly Pick<Conversation, 'id'>[],
): readonly ConversationId[] {
  const { attachments, changes, conversations } = context.store;
  return those.flatMap(({ id }) => {
    for (const { spoolId } of attachments.attach(id, [])) forgetSpool(context, spoolId);
    changes.touch({ kind: 'history', key: id });
    touchConversation(changes, id);
    return conversations.clear(id) ?? [];
  });
}
