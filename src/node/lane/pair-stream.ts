// The stream of one contact under this store's current life, made or begun anew when it is first needed.

import type { Contact } from '../../core/ports/contact-store.js';
import type { Stream } from '../../core/ports/stream-store.js';
import { newStream, underOwnIncarnation } from '../../core/session/index.js';
import type { ItemContext } from './item-context.js';

export async function streamOf(context: ItemContext, contact: Contact): Promise<Stream> {
  const { streams, identity, outbox } = context.store;
  const incarnation = identity.incarnation();
  const known = streams.get(contact.id);
  if (known?.incarnation === incarnation) return known;
  const stream = known ? underOwnIncarnation(known, incarnation) : newStream(contact.id, incarnation);
  if (!known?.peerIncarnation) {
    // Nothing was said as far as this copy knows: the pre-keys of the peer's request are still the way to answer it. What
    // was said in a life that is lost comes back all the same.
    const unused = { ...stream, bundle: known?.bundle ?? null, recovering: known ? 1 : 0 };
    streams.put(unused);
    return unused;
  }
  // A new life of a store with history: its ratchet states may be used up elsewhere, so none is used again.
  await context.cipher.archiveSession(contact.nodeId);
  const renewal = await context.cipher.makeBundle(contact.nodeId, context.now());
  const begun = { ...stream, renewal, recovering: Math.max(1, stream.recovering) };
  outbox.unsealAll(contact.id);
  streams.forgetSeen(contact.id);
  streams.put(begun);
  forgetAnswer(context, contact);
  return begun;
}

/** The session that answered the contact's request is gone: a contact that still asks was never reached by the answer. */
function forgetAnswer(context: ItemContext, { nodeId }: Contact): void {
  const { requests } = context.store;
  if (requests.settledOf(nodeId) !== 'blocked') requests.forgetSettled(nodeId);
}
