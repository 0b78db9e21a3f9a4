import { AppError } from '../../base/app-error.js';
import { type ContactId, idFromHex, type NodeId } from '../../base/ids.js';
import type { Result } from '../../base/result.js';
import { checkName } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Conversation } from '../../core/ports/message-store.js';
import type { ItemContext } from '../lane/item-context.js';

/** The contact with this id. Throws NOT_FOUND, also for one that was removed. */
export function contactById(context: ItemContext, text: string): Contact {
  const contact = anyContactById(context, text);
  refuseRemoved(contact);
  return contact;
}

/** The contact with this id, also one that was removed. Throws NOT_FOUND. */
export function anyContactById(context: ItemContext, text: string): Contact {
  const id = idFromHex('contact', text);
  const contact = id && context.store.contacts.get(id);
  if (!contact) throw new AppError('NOT_FOUND', { what: 'contact' });
  return contact;
}

/** Throws NOT_FOUND: what was done is told as before, but nothing new is done. */
export function refuseRemoved({ state }: Contact): void {
  if (state === 'removed') throw new AppError('NOT_FOUND', { what: 'contact' });
}

/** The conversation with this id. Throws NOT_FOUND. */
export function conversationById(context: ItemContext, text: string): Conversation {
  const id = idFromHex('conversation', text);
  const conversation = id && context.store.conversations.get(id);
  if (!conversation) throw new AppError('NOT_FOUND', { what: 'conversation' });
  return conversation;
}

/** As `conversationById`; for one its contact left, the one where it went on. */
export function conversationNow(context: ItemContext, text: string): Conversation {
  const conversation = conversationById(context, text);
  const { contacts, conversations } = context.store;
  const left = conversations.leftBy(conversation.id);
  const heir = left && contacts.get(left);
  return (heir && conversations.get(context.conversationId(heir.nodeId))) ?? conversation;
}

/** Throws COMMAND_REUSED_ID when the id for a new contact is that of another one. */
export function refuseUsedId(context: ItemContext, id: ContactId, nodeId: NodeId): void {
  const user = context.store.contacts.get(id);
  if (user && user.nodeId !== nodeId) throw new AppError('COMMAND_REUSED_ID');
}

/** The name the owner chose for a contact, empty for none. Throws NAME_INVALID. */
export function chosenName(name: string): string {
  return name === '' ? '' : valueOf(checkName(name));
}

/** The value; throws the error of a check. */
export function valueOf<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw result.error;
  return result.value;
}

/** An id the caller chose. Throws INPUT_INVALID. */
export function parsed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new AppError('INPUT_INVALID', { what });
  return value;
}
