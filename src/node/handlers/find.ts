import { AppError } from '../../base/app-error.js';
import { idFromHex } from '../../base/ids.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Conversation } from '../../core/ports/message-store.js';
import type { ItemContext } from '../lane/item-context.js';

/** The contact with this id. Throws NOT_FOUND, also for one that was removed. */
export function contactById(context: ItemContext, text: string): Contact {
  const id = idFromHex('contact', text);
  const contact = id && context.store.contacts.get(id);
  if (!contact || contact.state === 'removed') throw new AppError('NOT_FOUND', { what: 'contact' });
  return contact;
}

/** The conversation with this id. Throws NOT_FOUND. */
export function conversationById(context: ItemContext, text: string): Conversation {
  const id = idFromHex('conversation', text);
  const conversation = id && context.store.conversations.get(id);
  if (!conversation) throw new AppError('NOT_FOUND', { what: 'conversation' });
  return conversation;
}

/** An id the caller chose. Throws INPUT_INVALID. */
export function parsed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new AppError('INPUT_INVALID', { what });
  return value;
}
