// Takes an envelope: once, in order, decrypted and committed before it is acknowledged.

import { judgeArrival, rememberedAbove } from '../../core/delivery/index.js';
import { type Bytes, equalBytes } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { DecryptFailure, SealedMessage } from '../../core/ports/session-cipher.js';
import type { Stream } from '../../core/ports/stream-store.js';
import { policyOf } from '../../core/trust/index.js';
import { REFUSAL_REASONS, type RefusalReason } from '../../protocol/registry.js';
import { REFUSALS_TOLD_FROM } from '../../protocol/version.js';
import { acceptPayload } from './accept-payload.js';
import { isSpent, postpone, spend } from './budget.js';
import { pump } from './deliver-out.js';
import type { ItemContext, PeerLink } from './item-context.js';
import { markApproved } from './approval.js';
import { askForRenewal } from './ask-renewal.js';
import { sendRefusal } from './refusals.js';

export type EnvelopeFrame = SealedMessage & { readonly streamSeq: number };

export async function onEnvelope(
  context: ItemContext,
  contact: Contact,
  link: PeerLink,
  frame: EnvelopeFrame,
): Promise<void> {
  const stream = context.store.streams.get(contact.id);
  // Before the marks agree neither side knows where to go on; what comes too early is sent again after they do.
  if (!link.agreed || !stream || !policyOf(contact.state).receive) return;
  const hash = context.sha256(frame.ciphertext);
  const isRepeat =
    frame.streamSeq <= stream.received && wasCommitted(context, contact, frame.streamSeq, hash);
  switch (judgeArrival(stream.received, frame.streamSeq, isRepeat)) {
    case 'repeat':
      acknowledge(context, link, stream.received);
      return;
    case 'doubt':
      context.emit({ kind: 'close', linkId: link.linkId, reason: 'stream' });
      return;
    case 'hole':
      // Behind an envelope that could not be read the peer goes on until it hears of it.
      if (!link.stalled) context.emit({ kind: 'close', linkId: link.linkId, reason: 'stream' });
      return;
    case 'accept':
      break;
  }
  if (isSpent(context, contact, 'failures')) {
    postpone(context, contact, link, 'failures');
    return;
  }
  const plaintext = await context.cipher.decrypt(contact.nodeId, frame);
  if (typeof plaintext === 'string') {
    await onUndecryptable(context, contact, { link, stream, streamSeq: frame.streamSeq, hash }, plaintext);
    return;
  }
  if (context.cipher.isBurdened(contact.nodeId)) spend(context, contact, 'failures');
  context.store.streams.put({ ...stream, received: frame.streamSeq, receivedHash: hash, renewal: null });
  if (link.stalled) context.links.set(contact.nodeId, { ...link, stalled: false });
  context.doubts.delete(contact.id);
  context.waits.delete(contact.nodeId);
  const approved = awaitsAnswer(contact) ? markApproved(context, contact) : contact;
  const reason = await acceptPayload(context, approved, plaintext);
  context.store.streams.addSeen(contact.id, frame.streamSeq, hash, reason && REFUSAL_REASONS[reason]);
  answer(context, link, { streamSeq: frame.streamSeq, hash, reason });
  // The first message of a session lets us answer in it.
  if (frame.type === 'preKey') await pump(context, approved);
}

/** Whether these are the bytes that were committed under the number. */
function wasCommitted(context: ItemContext, contact: Contact, streamSeq: number, hash: Bytes): boolean {
  const committed = context.store.streams.seen(contact.id, streamSeq);
  return committed !== undefined && equalBytes(committed, hash);
}

function awaitsAnswer(contact: Contact): boolean {
  return contact.state === 'requested' || (contact.state === 'frozen' && contact.stateBefore === 'requested');
}

/** A payload that was not taken is committed like any other; its sender hears that it delivered nothing. */
function answer(
  context: ItemContext,
  link: PeerLink,
  {
    streamSeq,
    hash,
    reason,
  }: Pick<EnvelopeFrame, 'streamSeq'> & {
    readonly hash: Bytes;
    readonly reason: RefusalReason | undefined;
  },
): void {
  if (!reason || link.version < REFUSALS_TOLD_FROM) acknowledge(context, link, streamSeq);
  else sendRefusal(context, link, { streamSeq, hash, reason });
}

function acknowledge(context: ItemContext, link: PeerLink, streamSeq: number): void {
  context.emit({ kind: 'send', linkId: link.linkId, frame: { kind: 'ack', streamSeq } });
}

async function onUndecryptable(
  context: ItemContext,
  contact: Contact,
  at: {
    readonly link: PeerLink;
    readonly stream: Stream;
    readonly streamSeq: number;
    readonly hash: Bytes;
  },
  failure: DecryptFailure,
): Promise<void> {
  const peer = contact.nodeId.slice(0, 8);
  context.emit({ kind: 'log', event: 'envelope-undecryptable', fields: { peer, failure } });
  spend(context, contact, 'failures');
  if (failure === 'untrusted') {
    context.emit({ kind: 'close', linkId: at.link.linkId, reason: 'stream' });
    return;
  }
  if (failure === 'duplicate' && !isDoubtedAgain(context, contact, at)) {
    context.emit({ kind: 'close', linkId: at.link.linkId, reason: 'stream' });
    return;
  }
  context.links.set(contact.nodeId, { ...at.link, stalled: true });
  await askForRenewal(context, contact, at.stream);
}

/**
 * libsignal reports a duplicate before it checks the MAC, so it is only a suspicion, and the marks are compared on a new
 * link first. Bytes that were accepted not long ago are never more than that.
 */
function isDoubtedAgain(
  context: ItemContext,
  contact: Contact,
  { stream, streamSeq, hash }: { readonly stream: Stream; readonly streamSeq: number; readonly hash: Bytes },
): boolean {
  const above = rememberedAbove(stream.received);
  if (context.store.streams.hasSeenAbove(contact.id, above, hash)) return false;
  const isDoubted = context.doubts.get(contact.id)?.streamSeq === streamSeq;
  context.doubts.set(contact.id, { streamSeq });
  return isDoubted;
}
