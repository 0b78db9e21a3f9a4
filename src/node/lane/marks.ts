// Exchanges high-water marks at the start of a link and acts on what they show.

import { AppError } from '../../base/app-error.js';
import { idBytes, idFromBytes } from '../../base/ids.js';
import { LAMPORT_JUMP } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Stream } from '../../core/ports/stream-store.js';
import { type PeerMarks, reconcile, underPeerIncarnation, type Verdict } from '../../core/session/index.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { conversationWith } from './author.js';
import { pump, settle } from './deliver-out.js';
import { displayName } from './dial-list.js';
import type { ItemContext, PeerLink } from './item-context.js';
import { streamOf } from './pair-stream.js';
import { giveBack, keepPlace, requeueOwn } from './recovery.js';
import { sendRenewal } from './ask-renewal.js';
import { addSystemLine } from './system-line.js';

/** States where this store stands with the contact; until both agree. */
export async function sendMarks(context: ItemContext, contact: Contact, link: PeerLink): Promise<PeerLink> {
  const stream = await streamOf(context, contact);
  const conversation = context.conversationId(contact.nodeId);
  const { messages, conversations } = context.store;
  const held = messages.lastBy(conversation, contact.nodeId);
  context.emit({
    kind: 'send',
    linkId: link.linkId,
    frame: {
      kind: 'marks',
      incarnation: stream.incarnation,
      peerIncarnation: stream.peerIncarnation,
      sent: stream.sent,
      received: stream.received,
      receivedHash: stream.receivedHash,
      acked: stream.acked,
      authored: authoredAndLeft(context, contact),
      held: held?.authorSeq ?? 0,
      heldHash: held && held.payload.length > 0 ? context.sha256(held.payload) : null,
      lamport: conversations.get(conversation)?.lamport ?? 0,
    },
  });
  const sent = { ...link, marksSent: true };
  context.links.set(contact.nodeId, sent);
  return sent;
}

export async function onMarks(
  context: ItemContext,
  contact: Contact,
  link: PeerLink,
  marks: PeerMarks,
): Promise<void> {
  if (marks.incarnation !== link.incarnation) throw new AppError('FRAME_NOT_ALLOWED');
  // Marks that crossed ours. Followed again they would send everything again.
  if (link.agreed) return;
  const stream = await streamOf(context, contact);
  const verdict = judge(context, contact, { stream, marks });
  if (verdict === 'rolledBack') {
    beginNewLife(context, contact);
    return;
  }
  const answered = link.marksSent ? link : await sendMarks(context, contact, link);
  if (verdict === 'waiting') return;
  const current = await follow(context, contact, { stream, marks }, verdict);
  if (current.recovering > 0 && marks.held > 0 && !marks.heldHash) keepPlace(context, contact, marks.held);
  adoptLamport(context, contact, marks.lamport);
  const sameStream = marks.peerIncarnation === current.incarnation && verdict === 'agreed';
  const resumeAbove = sameStream ? marks.received : 0;
  context.links.set(contact.nodeId, { ...answered, agreed: true, handedOver: resumeAbove });
  if (sameStream && marks.received > current.acked) settle(context, contact, current, marks.received);
  if (current.renewal) sendRenewal(context, contact, current.renewal);
  await pump(context, contact);
}

/** The stream on which both go on after the marks were understood. */
async function follow(
  context: ItemContext,
  contact: Contact,
  at: { readonly stream: Stream; readonly marks: PeerMarks },
  verdict: Exclude<Verdict, 'rolledBack' | 'waiting'>,
): Promise<Stream> {
  const { streams, outbox } = context.store;
  const { stream, marks } = at;
  const recovering = stream.recovering > 0 ? recoveringUntil(marks) : 0;
  const marker = idFromBytes('message', idBytes(marks.incarnation));
  let next: Stream = { ...stream, peerIncarnation: marks.incarnation, recovering };
  if (verdict === 'restarted') {
    if (stream.peerIncarnation) streams.retire(contact.id, stream.peerIncarnation);
    await context.cipher.archiveSession(contact.nodeId);
    outbox.unsealAll(contact.id);
    streams.forgetSeen(contact.id);
    context.answers.delete(contact.id);
    next = { ...underPeerIncarnation(stream, marks.incarnation), recovering };
    addSystemLine(context, contact, 'PEER_STORE_RESTORED');
    requeueOwn(context, contact, marks.held);
  }
  streams.put(next);
  const knewUs = marks.peerIncarnation !== null;
  if (marker && (verdict === 'restarted' || (verdict === 'first' && knewUs))) {
    giveBack(context, contact, marks.authored, marker);
  }
  return next;
}

/** A peer that never heard of us has nothing to give back; any other says when it is done. */
function recoveringUntil(marks: PeerMarks): number {
  return marks.peerIncarnation === null ? 0 : Math.max(1, marks.held);
}

function judge(
  context: ItemContext,
  contact: Contact,
  at: { readonly stream: Stream; readonly marks: PeerMarks },
): Verdict {
  const { identity, streams, outbox, messages } = context.store;
  const conversation = context.conversationId(contact.nodeId);
  const verdict = reconcile(
    {
      incarnation: identity.incarnation(),
      stream: at.stream,
      wasOurs: (incarnation) => identity.wasOurs(incarnation),
      peerRetired: streams.isRetired(contact.id, at.marks.incarnation),
      sentHash: (streamSeq) => {
        if (streamSeq === 0) return null;
        if (streamSeq === at.stream.acked) return at.stream.ackedHash;
        return outbox.sealedAbove(contact.id, streamSeq - 1)[0]?.sealed?.hash ?? null;
      },
      authoredHash: (authorSeq) => {
        const message = authorSeq > 0 ? messages.bySeq(conversation, context.self, authorSeq) : undefined;
        // The place of a failed message was filled with an empty one.
        const isKnown = message && message.payload.length > 0 && message.state !== 'failed';
        return isKnown ? context.sha256(message.payload) : null;
      },
    },
    at.marks,
  );
  if (verdict !== 'agreed') {
    context.emit({ kind: 'log', event: `marks-${verdict}`, fields: { peer: contact.nodeId.slice(0, 8) } });
  }
  return verdict;
}

/** The contact knows more of us than we do: this store is an older copy. Everything it had agreed on begins anew. */
function beginNewLife(context: ItemContext, contact: Contact): void {
  const incarnation = idFromBytes('incarnation', context.randomBytes(16));
  if (!incarnation) throw new TypeError('an incarnation needs 16 bytes');
  context.store.identity.begin(incarnation, context.now());
  context.store.notices.add('STORE_ROLLED_BACK', { name: displayName(contact) }, context.now());
  context.store.changes.touch({ kind: 'notice', key: 'STORE_ROLLED_BACK' });
  addSystemLine(context, contact, 'STORE_ROLLED_BACK');
  context.links.delete(contact.nodeId);
  context.emit({ kind: 'credentialsChanged' });
}

/** Highest author_seq of ours that may have left: everything before the first message that is still unencrypted. */
function authoredAndLeft(context: ItemContext, contact: Contact): number {
  const conversation = conversationWith(context, contact);
  const waiting = context.store.outbox.firstUnsealedVisible(contact.id);
  const payload = waiting && decodePayload(waiting.payload);
  if (payload?.ok) return payload.value.payload.authorSeq - 1;
  return context.store.messages.lastBy(conversation.id, context.self)?.authorSeq ?? 0;
}

function adoptLamport(context: ItemContext, contact: Contact, lamport: number): void {
  const conversation = conversationWith(context, contact);
  if (lamport <= conversation.lamport || lamport > conversation.lamport + LAMPORT_JUMP) return;
  context.store.conversations.put({ ...conversation, lamport });
}
