// Exchanges high-water marks at the start of a link and acts on what they show.

import { AppError } from '../../base/app-error.js';
import { idFromBytes } from '../../base/ids.js';
import { LAMPORT_JUMP } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Stream } from '../../core/ports/stream-store.js';
import {
  type Course,
  courseAfter,
  judgeLifeClaim,
  type PeerMarks,
  reconcile,
  type Verdict,
} from '../../core/session/index.js';
import { GAPS_TOLD_FROM, RECOVERY_ASKED_FROM } from '../../protocol/version.js';
import { conversationWith } from './author.js';
import { pump, settle } from './deliver-out.js';
import { postpone, spend } from './budget.js';
import { displayName } from './dial-list.js';
import { beginGivingBack, dropGivenBack, mayGiveBack } from './give-back.js';
import type { ItemContext, PeerLink } from './item-context.js';
import { authoredAndLeft, streamOf } from './pair-stream.js';
import { keepPlace } from './recovery.js';
import { repeatRefusals } from './refusals.js';
import { sendRenewal } from './ask-renewal.js';
import { unsealAll } from './settle-places.js';
import { addSystemLine } from './system-line.js';
import { restateTransfers } from './transfer-endings.js';

/** States where this store stands with the contact; until both agree. */
export async function sendMarks(context: ItemContext, contact: Contact, link: PeerLink): Promise<PeerLink> {
  const stream = await streamOf(context, contact);
  const conversation = context.conversationId(contact.nodeId);
  const { messages, conversations } = context.store;
  const held = messages.lastBy(conversation, contact.nodeId);
  const isRecovering = stream.recovering > 0;
  repeatRefusals(context, link, stream);
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
      authored: isRecovering ? stream.recoveredTo : authoredAndLeft(context, contact),
      held: held?.authorSeq ?? 0,
      heldHash: held && held.payload.length > 0 ? context.sha256(held.payload) : null,
      lamport: conversations.get(conversation)?.lamport ?? 0,
      recovering: isRecovering && link.version >= RECOVERY_ASKED_FROM,
      whole: link.version < GAPS_TOLD_FROM ? 0 : messages.wholeTo(conversation, contact.nodeId),
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
  said: PeerMarks,
): Promise<void> {
  const marks = inVersion(link.version, said);
  if (marks.incarnation !== link.incarnation) throw new AppError('FRAME_NOT_ALLOWED');
  // Marks that crossed ours. Followed again they would send everything again.
  if (link.agreed) return;
  const stream = await streamOf(context, contact);
  const verdict = judge(context, contact, { stream, marks });
  const isTrue = verdict === 'rolledBack' && isBelieved(context, contact);
  if (isTrue && spend(context, contact, 'lives')) {
    beginNewLife(context, contact, marks);
    return;
  }
  const answered = link.marksSent ? link : await sendMarks(context, contact, link);
  if (isTrue) postpone(context, contact, answered, 'lives');
  if (verdict === 'waiting' || verdict === 'rolledBack') return;
  if (verdict === 'restarted' && !spend(context, contact, 'restarts')) {
    postpone(context, contact, answered, 'restarts');
    return;
  }
  const course = courseAfter(stream, marks, verdict);
  if (course.givesBack && !mayGiveBack(context, contact, course.stream)) {
    postpone(context, contact, answered, 'givingBack');
    return;
  }
  const agreed = await follow(context, contact, course, marks);
  const { resumeAbove } = course;
  context.links.set(contact.nodeId, { ...answered, agreed: true, handedOver: resumeAbove });
  // Both sides do: the one that lost something, and the one that notices it.
  if (verdict !== 'agreed' || stream.recovering > 0) restateTransfers(context, contact);
  if (resumeAbove > agreed.acked) settle(context, contact, agreed, { streamSeq: resumeAbove });
  if (agreed.renewal) sendRenewal(context, contact, agreed.renewal);
  await pump(context, contact);
}

/** What the peer's version has no word for it did not say. */
function inVersion(version: number, said: PeerMarks): PeerMarks {
  return {
    ...said,
    recovering: version < RECOVERY_ASKED_FROM ? null : said.recovering,
    whole: version < GAPS_TOLD_FROM ? null : said.whole,
  };
}

async function follow(
  context: ItemContext,
  contact: Contact,
  course: Course,
  marks: PeerMarks,
): Promise<Stream> {
  const { streams } = context.store;
  if (course.retired) streams.retire(contact.id, course.retired);
  const met = course.beginsAnew ? await leaveOldLife(context, contact, course.stream) : course.stream;
  const begun = { ...met, requeue: requeueOf(context, contact, course) };
  const stream = course.givesBack ? beginGivingBack(context, contact, begun, marks.authored) : begun;
  streams.put(stream);
  const hasDeleted = marks.held > 0 && !marks.heldHash;
  if (course.stream.recovering > 0 && hasDeleted) keepPlace(context, contact, marks.held);
  adoptLamport(context, contact, marks.lamport);
  return stream;
}

/** What the contact had of us and may have lost is queued again. */
function requeueOf(
  context: ItemContext,
  contact: Contact,
  { stream, requeueAbove }: Course,
): Stream['requeue'] {
  if (requeueAbove === null) return stream.requeue;
  const last = context.store.messages.lastBy(context.conversationId(contact.nodeId), context.self);
  return { above: requeueAbove, upTo: last?.authorSeq ?? 0 };
}

/** The contact began a new life: the session is void. */
async function leaveOldLife(context: ItemContext, contact: Contact, stream: Stream): Promise<Stream> {
  const { streams } = context.store;
  await context.cipher.archiveSession(contact.nodeId);
  const unsealed = unsealAll(context, contact, stream);
  dropGivenBack(context, contact);
  streams.forgetSeen(contact.id);
  context.answers.delete(contact.id);
  addSystemLine(context, contact, 'PEER_STORE_RESTORED');
  return unsealed;
}

/** Whether the contact's claim that this store is an older copy is followed without asking the owner. */
function isBelieved(context: ItemContext, contact: Contact): boolean {
  const { streams, notices, changes } = context.store;
  const earlier = streams.lifeClaims(contact.id);
  const verdict = judgeLifeClaim(earlier);
  if (verdict === 'doubt') {
    streams.setLifeClaims(contact.id, earlier + 1);
    addSystemLine(context, contact, 'ROLLBACK_DOUBTED');
    notices.add('ROLLBACK_DOUBTED', { name: displayName(contact) }, context.now());
    changes.touch({ kind: 'notice', key: 'ROLLBACK_DOUBTED' });
  }
  return verdict === 'believe';
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
      authored: messages.lastBy(conversation, context.self)?.authorSeq ?? 0,
      sentHash: (streamSeq) => {
        if (streamSeq === 0) return null;
        if (streamSeq === at.stream.acked) return at.stream.ackedHash;
        return outbox.sealedAt(contact.id, streamSeq)?.sealed?.hash ?? null;
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
function beginNewLife(context: ItemContext, contact: Contact, { peerIncarnation }: PeerMarks): void {
  const incarnation = idFromBytes('incarnation', context.randomBytes(16));
  if (!incarnation) throw new TypeError('an incarnation needs 16 bytes');
  const { identity, streams } = context.store;
  // A life this copy lost: the contact speaks of it until it hears of the new one, and is not to end that for it, too.
  if (peerIncarnation && !identity.wasOurs(peerIncarnation)) identity.begin(peerIncarnation, context.now());
  identity.begin(incarnation, context.now());
  streams.setLifeClaims(contact.id, streams.lifeClaims(contact.id) + 1);
  context.store.notices.add('STORE_ROLLED_BACK', { name: displayName(contact) }, context.now());
  context.store.changes.touch({ kind: 'notice', key: 'STORE_ROLLED_BACK' });
  addSystemLine(context, contact, 'STORE_ROLLED_BACK');
  context.links.delete(contact.nodeId);
  context.emit({ kind: 'credentialsChanged' });
}

function adoptLamport(context: ItemContext, contact: Contact, lamport: number): void {
  const conversation = conversationWith(context, contact);
  if (lamport <= conversation.lamport || lamport > conversation.lamport + LAMPORT_JUMP) return;
  context.store.conversations.put({ ...conversation, lamport });
}
