// Lines in a conversation that only this store has: what happened to it, as code and parameters.

import type { ErrorParams } from '../../base/app-error.js';
import { equalBytes, utf8 } from '../../base/bytes.js';
import type { SystemCode } from '../../contract/system-codes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { SYSTEM_LINE } from '../../core/ports/message-store.js';
import { conversationWith, newMessageId } from './author.js';
import type { ItemContext } from './item-context.js';
import { touchMessage } from './message-entity.js';

/** The same line twice with nothing said in between would say nothing, and peers can cause lines: it is added once. */
export function addSystemLine(
  context: ItemContext,
  contact: Contact,
  code: SystemCode,
  params: ErrorParams = {},
): void {
  const conversation = conversationWith(context, contact);
  const { messages, changes } = context.store;
  const payload = utf8(JSON.stringify({ code, params }));
  const last = messages.lastBy(conversation.id, null);
  const isNew = last?.lamport !== conversation.lamport + 1 || !equalBytes(last.payload, payload);
  if (!isNew) return;
  const line = {
    conversationId: conversation.id,
    author: null,
    id: newMessageId(context),
    authorSeq: (last?.authorSeq ?? 0) + 1,
    // Directly behind everything known, without taking a number from the shared order.
    lamport: conversation.lamport + 1,
    kind: SYSTEM_LINE,
    payload,
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
