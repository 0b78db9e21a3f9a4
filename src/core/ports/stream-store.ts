import type { Bytes } from '../../base/bytes.js';
import type { ContactId, Incarnation, MessageId } from '../../base/ids.js';

/** Both directions of delivery with one contact, under one incarnation of each side. Row is absent until first needed. */
export interface Stream {
  readonly contactId: ContactId;
  /** Our incarnation the numbers below belong to. */
  readonly incarnation: Incarnation;
  /** The peer's; null until its first marks. */
  readonly peerIncarnation: Incarnation | null;
  /** Highest stream_seq given to an envelope of ours. */
  readonly sent: number;
  /** Highest of ours the peer acknowledged, and SHA-256 of its ciphertext. */
  readonly acked: number;
  readonly ackedHash: Bytes | null;
  /** Highest of the peer's we committed, and SHA-256 of its ciphertext. */
  readonly received: number;
  readonly receivedHash: Bytes | null;
  /** An addressed bundle (encoded) we may still start a session on. */
  readonly bundle: Bytes | null;
  /** SHA-256 of the last bundle the peer renewed the session with: it repeats it until it is used, we answer it once. */
  readonly answeredBundle: Bytes | null;
  /** Our own bundle (encoded `SessionRenewal`) the peer still has to use: sent on every link until it does. */
  readonly renewal: Bytes | null;
  /**
   * Above 0 while this store was rolled back and the peer still gives back what we had sent: the highest author_seq of
   * ours it holds. Nothing is encrypted until it said that this was all.
   */
  readonly recovering: number;
  /** While recovering: our author_seq up to which nothing is to be given back any more, the `authored` of our marks. */
  readonly recoveredTo: number;
  /** The peer's author_seq up to which it was given back what it lost; null when nothing is being given back. */
  readonly givenBackTo: number | null;
  /** Ours that the peer had and lost, still to be queued again: author_seqs above `above` up to `upTo`. */
  readonly requeue: { readonly above: number; readonly upTo: number } | null;
  /**
   * Above 0 after a rollback, while something waits that was written before it was noticed: our author_seqs up to here are the
   * peer's to say, or of what left since, and a message that has one takes a new one when it leaves.
   */
  readonly takenTo: number;
  /** Payloads that have not left may name a predecessor that has changed; they are linked anew before they do. */
  readonly relinks: boolean;
  /** When the last renewal began, Unix ms; at most one a minute. */
  readonly renewedAt: number;
}

/** An envelope of a peer that was committed without effect; `hash` and `refusal` as in `StreamStore.addSeen`. */
export interface RefusedEnvelope {
  readonly streamSeq: number;
  readonly hash: Bytes;
  readonly refusal: number;
}

/** Streams and what was seen on them. Owner: delivery. */
export interface StreamStore {
  get(contactId: ContactId): Stream | undefined;
  put(stream: Stream): void;
  /** Peer incarnations that ended; their envelopes are refused. */
  retire(contactId: ContactId, incarnation: Incarnation): void;
  isRetired(contactId: ContactId, incarnation: Incarnation): boolean;
  /**
   * Keeps the ciphertext hash (32 bytes) of an accepted envelope under its number, as long as the stream.
   * @param refusal number of the refusal code if its payload was not taken
   */
  addSeen(contactId: ContactId, streamSeq: number, hash: Uint8Array, refusal?: number): void;
  /** Envelopes above this number whose payload was not taken, in stream order. Reads all above it one by one. */
  refusedAbove(contactId: ContactId, streamSeq: number): readonly RefusedEnvelope[];
  /** Undefined: nothing is known of that number. */
  seen(contactId: ContactId, streamSeq: number): Bytes | undefined;
  /** Whether it was accepted under any number above this one. Reads them one by one. */
  hasSeenAbove(contactId: ContactId, streamSeq: number, hash: Uint8Array): boolean;
  forgetSeen(contactId: ContactId): void;
  /** How often the contact claimed that this store is an older copy since the owner last took its word. */
  lifeClaims(contactId: ContactId): number;
  setLifeClaims(contactId: ContactId, count: number): void;
}

/**
 * message: one of the conversation, whose row there follows the state. repeat: one that an earlier life of the contact
 * held, so that nothing else of ours can stand in its place. place: the empty payload under a number of ours whose message
 * was given up. service: traffic without a number.
 */
export type OwedKind = 'message' | 'repeat' | 'place' | 'service';

/** Whether the state of a message follows what becomes of the row. */
export function isMessage({ kind }: Pick<OutboxRow, 'kind'>): boolean {
  return kind === 'message' || kind === 'repeat';
}

/** What we owe a contact: committed, not yet acknowledged. Oldest first by `id`. */
export interface OutboxRow {
  readonly id: number;
  readonly contactId: ContactId;
  readonly messageId: MessageId;
  /** Encoded, unpadded `Payload`. */
  readonly payload: Bytes;
  readonly kind: OwedKind;
  /** Set from the moment it is encrypted. `envelope` is the serialised UnidentifiedSenderMessageContent. */
  readonly sealed: { readonly streamSeq: number; readonly envelope: Bytes; readonly hash: Bytes } | null;
}

/** A row that is owed no longer; `hash` as in `OutboxRow.sealed`. */
export interface AckedRow extends Pick<OutboxRow, 'messageId' | 'kind'> {
  readonly streamSeq: number;
  readonly hash: Bytes;
}

/** What was not encrypted for a contact up to the row `upTo` fails with this code; rows up to `reached` have. */
export interface GivingUp {
  readonly contactId: ContactId;
  readonly reached: number;
  readonly upTo: number;
  readonly code: 'CONTACT_BLOCKED' | 'CONTACT_REMOVED' | 'REQUEST_TAKEN_BACK';
}

/** What is owed, oldest first. Owner: delivery. */
export interface OutboxStore {
  append(row: Omit<OutboxRow, 'id' | 'sealed'>): number;
  /** The oldest rows not yet encrypted, of both kinds or of service traffic alone. */
  nextUnsealed(contactId: ContactId, limit: number, which?: 'all' | 'service'): readonly OutboxRow[];
  /** The oldest row not yet encrypted that has a number in our order; `new`: and is no repetition. */
  firstUnsealedNumbered(contactId: ContactId, which?: 'all' | 'new'): OutboxRow | undefined;
  /** Encrypted, unacknowledged rows with a stream_seq above this one, in stream order. */
  sealedAbove(contactId: ContactId, streamSeq: number): readonly OutboxRow[];
  /** The encrypted, unacknowledged row under this stream_seq. */
  sealedAt(contactId: ContactId, streamSeq: number): OutboxRow | undefined;
  sealedCount(contactId: ContactId): number;
  seal(id: number, sealed: NonNullable<OutboxRow['sealed']>): void;
  /** Forgets every ciphertext for the contact: the rows wait to be encrypted anew, in the same order. */
  unsealAll(contactId: ContactId): void;
  setPayload(id: number, payload: Bytes): void;
  /** A message that was not encrypted becomes an empty place, in its turn. */
  giveUp(id: number, place: Pick<OutboxRow, 'messageId' | 'payload'>): void;
  /** Removes and returns the acknowledged rows in stream order, up to and including this stream_seq. */
  takeAcked(contactId: ContactId, streamSeq: number): readonly AckedRow[];
  find(contactId: ContactId, messageId: MessageId): OutboxRow | undefined;
  /** As `find`, of the rows not yet encrypted. */
  findUnsealed(contactId: ContactId, messageId: MessageId): OutboxRow | undefined;
  all(contactId: ContactId): readonly OutboxRow[];
  remove(id: number): void;
  /** Also what was being given up. */
  removeAll(contactId: ContactId): void;
  /** The id of the newest row not yet encrypted. */
  lastUnsealed(contactId: ContactId): number | undefined;
  /** The oldest rows not yet encrypted that are still to be given up. */
  unsealedBetween(job: GivingUp, limit: number): readonly OutboxRow[];
  givingUp(contactId: ContactId): GivingUp | undefined;
  /** One of those that are under way. */
  anyGivingUp(): GivingUp | undefined;
  setGivingUp(job: GivingUp): void;
  endGivingUp(contactId: ContactId): void;
}
