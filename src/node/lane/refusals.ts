// Tells contacts which of their envelopes had no effect, before anything acknowledges them; and hears it from them.

import { type Bytes, equalBytes } from '../../base/bytes.js';
import { repeatedAbove } from '../../core/delivery/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Stream } from '../../core/ports/stream-store.js';
import { nameOf, REFUSAL_REASONS, type RefusalReason } from '../../protocol/registry.js';
import { REFUSALS_TOLD_FROM } from '../../protocol/version.js';
import { settle } from './deliver-out.js';
import type { ItemContext, PeerLink } from './item-context.js';

export interface Refusal {
  readonly streamSeq: number;
  /** SHA-256 of the ciphertext under that number. */
  readonly hash: Bytes;
  readonly reason: RefusalReason;
}

export function sendRefusal(context: ItemContext, link: PeerLink, refusal: Refusal): void {
  context.emit({ kind: 'send', linkId: link.linkId, frame: { kind: 'envelopeRefused', ...refusal } });
}

/** Says again what the contact may not have heard: marks alone would count it as delivered. */
export function repeatRefusals(
  context: ItemContext,
  link: PeerLink,
  { contactId, received }: Pick<Stream, 'contactId' | 'received'>,
): void {
  if (link.version < REFUSALS_TOLD_FROM) return;
  for (const { refusal, ...envelope } of context.store.streams.refusedAbove(
    contactId,
    repeatedAbove(received),
  )) {
    const reason = nameOf(REFUSAL_REASONS, refusal);
    if (reason) sendRefusal(context, link, { ...envelope, reason });
  }
}

/** Everything before it is delivered, it is not. Of an earlier stream, or said a second time, it has no effect. */
export function onEnvelopeRefused(context: ItemContext, contact: Contact, refusal: Refusal): void {
  const stream = context.store.streams.get(contact.id);
  const sealed = context.store.outbox.sealedAt(contact.id, refusal.streamSeq)?.sealed;
  if (!stream || !sealed || !equalBytes(sealed.hash, refusal.hash)) return;
  const { streamSeq, reason } = refusal;
  settle(context, contact, stream, { streamSeq, refusal: reason });
  context.pumpAtEnd(contact.nodeId);
}
