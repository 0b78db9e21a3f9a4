// Lines in a conversation that only this store has: what happened to it, as code and parameters.

import type { ErrorParams } from '../../base/app-error.js';
import { utf8 } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { SYSTEM_LINE } from '../../core/ports/message-store.js';
import { conversationWith, newMessageId } from './author.js';
import type { ItemContext } from './item-context.js';
import { touchMessage } from './message-entity.js';

export type SystemCode =
  | 'REQUEST_SENT'
  | 'REQUEST_WITHDRAWN'
  | 'CONTACT_APPROVED'
  | 'CONTACT_KEY_CHANGED'
  | 'SESSION_RENEWED'
  | 'STORE_ROLLED_BACK'
  | 'PEER_STORE_RESTORED'
  | 'MESSAGES_RECOVERED';

export function addSystemLine(
  context: ItemContext,
  contact: Contact,
  code: SystemCode,
  params: ErrorParams = {},
): void {
  const conversation = conversationWith(context, contact);
  const { messages, changes } = context.store;
  const authorSeq = (messages.lastBy(conversation.id, null)?.authorSeq ?? 0) + 1;
  const line = {
    conversationId: conversation.id,
    author: null,
    id: newMessageId(context),
    authorSeq,
    // Directly behind everything known, without taking a number from the shared order.
    lamport: conversation.lamport + 1,
    kind: SYSTEM_LINE,
    payload: utf8(JSON.stringify({ code, params })),
    state: 'received',
    failure: null,
    unread: false,
    recovered: false,
    sentAt: context.now(),
    receivedAt: context.now(),
  } as const;
  messages.add(line);
  touchMessage(changes, line);
}
