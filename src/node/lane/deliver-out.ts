// Sends what is owed: encrypts when a carrier is ready, hands over in order, resends the same bytes until acknowledged.

import { AppError } from '../../base/app-error.js';
import type { NodeId } from '../../base/ids.js';
import { judgeAck, sendAllowance } from '../../core/delivery/index.js';
import { raiseState } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { isMessage, type OutboxRow, type Stream } from '../../core/ports/stream-store.js';
import { policyOf } from '../../core/trust/index.js';
import { pad } from '../../protocol/padding.js';
import type { RefusalReason } from '../../protocol/registry.js';
import { askForRenewal } from './ask-renewal.js';
import { conversationWith } from './author.js';
import { queueNextStep } from './give-back.js';
import { type ItemContext, type PeerLink, touchContact } from './item-context.js';
import { touchMessage } from './message-entity.js';
import { withoutReceipts } from './receipts.js';
import { areSettled, settledPayload } from './settle-places.js';
import { failRefused } from './unsent.js';

/** When requests cross, the higher NodeId leaves the lower one this long to open the session (DESIGN 4). */
export const CROSSING_WAIT_MS = 10_000;

/**
 * Moves the contact's outbox forward as far as link, session and window allow, in steps: what does not fit into this
 * step becomes work for a later commit.
 */
export async function pump(context: ItemContext, contact: Contact): Promise<void> {
  const link = context.links.get(contact.nodeId);
  if (!link?.agreed || !policyOf(contact.state).encrypt) return;
  const known = context.store.streams.get(contact.id);
  // What is being given up is not sent; this comes again when it is done.
  if (!known || context.store.outbox.givingUp(contact.id)) return;
  if (link.handedOver < known.sent) handOver(context, contact, link);
  const { outbox } = context.store;
  const allowance = sendAllowance(outbox.sealedCount(contact.id));
  if (allowance === 0) return;
  const stream = queueNextStep(context, contact, known);
  const hasStepped = stream !== known;
  // What we wrote waits until all is back that we had sent; what the contact has lost itself must not wait with it.
  const which = stream.recovering > 0 ? 'service' : 'all';
  const rows = outbox.nextUnsealed(contact.id, allowance, which);
  const leaving = withoutReceipts(context, rows);
  if (leaving.length === 0) {
    if (hasStepped || rows.length > 0) context.later({ kind: 'pump', nodeId: contact.nodeId });
    return;
  }
  const ready = await withSession(context, contact, stream);
  if (!ready) return;
  await sealAndSend(context, { link: { ...link, handedOver: stream.sent }, contact, stream: ready }, leaving);
  const isMore = hasStepped || rows.length === allowance || stream.givenBackTo !== null;
  if (isMore) context.later({ kind: 'pump', nodeId: contact.nodeId });
}

/** Everything up to and including the number is committed on the other side: the delivered receipt. */
export async function onAck(context: ItemContext, contact: Contact, streamSeq: number): Promise<void> {
  const stream = context.store.streams.get(contact.id);
  const judgement = judgeAck(stream?.acked ?? 0, stream?.sent ?? 0, streamSeq);
  if (!stream || judgement === 'impossible') throw new AppError('STREAM_BROKEN');
  if (judgement === 'repeat') return;
  settle(context, contact, stream, { streamSeq });
  context.pumpAtEnd(contact.nodeId);
}

/** Takes acknowledged rows out of the outbox and shows their messages as delivered, the last one as failed if it was refused. */
export function settle(
  context: ItemContext,
  contact: Contact,
  stream: Stream,
  { streamSeq, refusal }: { readonly streamSeq: number; readonly refusal?: RefusalReason },
): void {
  const { outbox, messages, streams, changes } = context.store;
  const rows = outbox.takeAcked(contact.id, streamSeq);
  const lastHash = rows.at(-1)?.hash ?? stream.ackedHash;
  streams.put({ ...stream, acked: streamSeq, ackedHash: lastHash });
  const conversation = conversationWith(context, contact);
  for (const row of rows) {
    if (!isMessage(row)) continue;
    const message = messages.byId(conversation.id, context.self, row.messageId);
    if (message && refusal && row.streamSeq === streamSeq) {
      failRefused(context, contact, message, refusal);
      continue;
    }
    const state = message && raiseState(message.state, 'delivered');
    if (!message || !state) continue;
    messages.setState(conversation.id, context.self, row.messageId, state);
    touchMessage(changes, message);
  }
  if (rows.length > 0) touchContact(changes, contact.id);
}

/** Gives the link every encrypted row it does not have yet. */
function handOver(context: ItemContext, contact: Contact, link: PeerLink): void {
  const rows = context.store.outbox.sealedAbove(contact.id, link.handedOver);
  for (const row of rows) {
    if (!row.sealed) continue;
    const { type, ciphertext } = context.cipher.open(row.sealed.envelope);
    context.emit({
      kind: 'send',
      linkId: link.linkId,
      frame: { kind: 'envelope', streamSeq: row.sealed.streamSeq, type, ciphertext },
    });
  }
  const last = rows.at(-1)?.sealed?.streamSeq;
  if (last !== undefined) context.links.set(contact.nodeId, { ...link, handedOver: last });
}

/** The stream with a usable session, starting one on the peer's bundle if needed; undefined while there is no way. */
async function withSession(
  context: ItemContext,
  contact: Contact,
  stream: Stream,
): Promise<Stream | undefined> {
  if (await context.cipher.hasSession(contact.nodeId, context.now())) return stream;
  if (peerMayOpen(context, contact.nodeId)) return undefined;
  if (!stream.bundle) {
    // Neither side could open one by itself: after 30 days without an answer a session no longer sends.
    if (!stream.renewal) await askForRenewal(context, contact, stream);
    return undefined;
  }
  if (!(await context.cipher.startSession(contact.nodeId, stream.bundle, context.now()))) {
    context.emit({ kind: 'log', event: 'bundle-refused', fields: { peer: contact.nodeId.slice(0, 8) } });
    const unbound = { ...stream, bundle: null };
    context.store.streams.put(unbound);
    if (!stream.renewal) await askForRenewal(context, contact, unbound);
    return undefined;
  }
  const started = { ...stream, bundle: null };
  context.store.streams.put(started);
  return started;
}

/** Whether a peer whose request crossed ours still has time to open the session. */
function peerMayOpen(context: ItemContext, peer: NodeId): boolean {
  const wait = context.waits.get(peer);
  const elapsedMs = wait === undefined ? CROSSING_WAIT_MS : context.now() - wait.since;
  return elapsedMs >= 0 && elapsedMs < CROSSING_WAIT_MS;
}

async function sealAndSend(
  context: ItemContext,
  { link, contact, stream }: { link: PeerLink; contact: Contact; stream: Stream },
  rows: readonly OutboxRow[],
): Promise<void> {
  let { sent, takenTo } = stream;
  for (const row of rows) {
    const settled = settledPayload(context, contact, { takenTo, relinks: stream.relinks }, row);
    takenTo = settled.takenTo;
    const { type, ciphertext, envelope } = await context.cipher.encrypt(
      contact.nodeId,
      pad(settled.payload),
      context.now(),
    );
    sent += 1;
    context.store.outbox.seal(row.id, { streamSeq: sent, envelope, hash: context.sha256(ciphertext) });
    const frame = { kind: 'envelope', streamSeq: sent, type, ciphertext } as const;
    context.emit({ kind: 'send', linkId: link.linkId, frame });
  }
  const done = areSettled(context, contact, stream) ? { takenTo: 0, relinks: false } : {};
  context.store.streams.put({ ...stream, takenTo, ...done, sent });
  context.links.set(contact.nodeId, { ...link, handedOver: sent });
}
