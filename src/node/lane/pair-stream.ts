// The stream of one contact under this store's current life, made or begun anew when it is first needed.

import type { Contact } from '../../core/ports/contact-store.js';
import type { Stream } from '../../core/ports/stream-store.js';
import { newStream, underOwnIncarnation } from '../../core/session/index.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { conversationWith } from './author.js';
import type { ItemContext } from './item-context.js';
import { unsealAll } from './settle-places.js';

export async function streamOf(context: ItemContext, contact: Contact): Promise<Stream> {
  const { streams, identity } = context.store;
  const incarnation = identity.incarnation();
  const known = streams.get(contact.id);
  if (known?.incarnation === incarnation) return known;
  const stream = known ? underOwnIncarnation(known, incarnation) : newStream(contact.id, incarnation);
  if (!known?.peerIncarnation) {
    // Nothing was said as far as this copy knows: the pre-keys of the peer's request are still the way to answer it. What
    // was said in a life that is lost comes back all the same.
    const recoveredTo = authoredAndLeft(context, contact);
    const unused = { ...stream, bundle: known?.bundle ?? null, recovering: known ? 1 : 0, recoveredTo };
    streams.put(unused);
    return unused;
  }
  // A new life of a store with history: its ratchet states may be used up elsewhere, so none is used again.
  await context.cipher.archiveSession(contact.nodeId);
  const renewal = await context.cipher.makeBundle(contact.nodeId, context.now());
  const unsealed = unsealAll(context, contact, stream);
  const recoveredTo = stream.recovering > 0 ? stream.recoveredTo : authoredAndLeft(context, contact);
  const begun = { ...unsealed, renewal, recovering: Math.max(1, stream.recovering), recoveredTo };
  streams.forgetSeen(contact.id);
  streams.put(begun);
  forgetAnswer(context, contact);
  return begun;
}

/**
 * Highest author_seq of ours that may have left: everything before the first new number that is still unencrypted. What is
 * sent again did leave; it may wait behind higher numbers.
 */
export function authoredAndLeft(context: ItemContext, contact: Contact): number {
  const conversation = conversationWith(context, contact);
  const waiting = context.store.outbox.firstUnsealedNumbered(contact.id, 'new');
  const payload = waiting && decodePayload(waiting.payload);
  if (payload?.ok) return payload.value.payload.authorSeq - 1;
  return context.store.messages.lastBy(conversation.id, context.self)?.authorSeq ?? 0;
}

/** The session that answered the contact's request is gone: a contact that still asks was never reached by the answer. */
function forgetAnswer(context: ItemContext, { nodeId }: Contact): void {
  const { requests } = context.store;
  if (requests.settledOf(nodeId) !== 'blocked') requests.forgetSettled(nodeId);
}
