// What the owner deletes may stand a second time in what is owed to a contact: on its way to somebody who is none any more, or
// on its way back to who wrote it and lost it.

import type { Message } from '../../core/ports/message-store.js';
import type { OutboxRow } from '../../core/ports/stream-store.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import type { ItemContext } from './item-context.js';
import { contactIn } from './transfer-endings.js';
import { emptyRow } from './unsent.js';

/** Of a message whose content was deleted for good. */
export function emptyOwed(context: ItemContext, message: Message): void {
  const { conversations, outbox } = context.store;
  const conversation = conversations.get(message.conversationId);
  const contact = conversation && contactIn(context, conversation);
  if (!contact) return;
  if (message.author === context.self) {
    const row = outbox.find(contact.id, message.id);
    // What a contact is still to get is needed as it is.
    const isNeeded = conversation.contactId !== null || contact.nodeId !== conversation.peer;
    if (row && !isNeeded) emptyRow(context, row);
    return;
  }
  for (const row of outbox.nextUnsealed(contact.id, Number.MAX_SAFE_INTEGER, 'service'))
    if (givesBack(row, message)) outbox.remove(row.id);
  // The stream knows no holes.
  for (const row of outbox.sealedAbove(contact.id, 0)) if (givesBack(row, message)) emptyRow(context, row);
}

function givesBack({ payload }: OutboxRow, { author, id }: Message): boolean {
  const decoded = decodePayload(payload);
  if (!decoded.ok || decoded.value.payload.content.kind !== 'recovered') return false;
  const inner = decodePayload(decoded.value.payload.content.payload);
  return inner.ok && inner.value.payload.messageId === id && inner.value.payload.sender === author;
}
