// A message that went on to another key stands in two conversations under one id: where it waited before, and where it goes.

import type { Message } from '../../core/ports/message-store.js';
import { decodePayload, encodePayload } from '../../protocol/payload-codec.js';
import type { ItemContext } from './item-context.js';
import { touchMessage } from './message-entity.js';

/** What the owner takes back or deletes is to be read nowhere: where the message waited before it becomes empty as well. */
export function emptyTwins(context: ItemContext, { author, id, conversationId }: Message): void {
  if (author !== context.self) return;
  const { messages, changes } = context.store;
  for (const twin of messages.everywhereById(author, id)) {
    if (twin.conversationId === conversationId || twin.state !== 'withdrawn') continue;
    const decoded = decodePayload(twin.payload);
    if (!decoded.ok || decoded.value.payload.content.kind === 'withdrawn') continue;
    const payload = encodePayload({ ...decoded.value.payload, content: { kind: 'withdrawn' } });
    messages.move(twin, { authorSeq: twin.authorSeq, lamport: twin.lamport, payload });
    touchMessage(changes, twin);
  }
}
