// What the work on one item may use. Everything it changes is kept or dropped with the item.

import type { ContactId, ConversationId, Incarnation, NodeId } from '../../base/ids.js';
import type { Bytes } from '../../base/bytes.js';
import type { ChangeLog } from '../../core/ports/change-log.js';
import type { TokenBucket } from '../../core/link/index.js';
import type { IdentityCipher, SessionCipher } from '../../core/ports/session-cipher.js';
import type { Sha256 } from '../../core/ports/sha256.js';
import type { Store } from '../../core/ports/store.js';
import type { Effect, LaneItem } from './lane-messages.js';
import type { LayeredMap } from './layered-map.js';

/** Names of the places where a crash is tried in tests; in the product the hook does nothing. */
export type CrashPoint = 'before-commit' | 'after-commit' | 'after-effects';

/** What the lane remembers of a link while it is up. */
export interface PeerLink {
  readonly linkId: number;
  readonly incarnation: Incarnation;
  /** Protocol version of the link. */
  readonly version: number;
  /** Where the peer called from or was called. */
  readonly place: string;
  readonly marksSent: boolean;
  /** Both sides agree where to go on. */
  readonly agreed: boolean;
  /** Highest stream_seq handed to this link. */
  readonly handedOver: number;
  /** An envelope could not be decrypted; those after it are passed over until the peer begins anew. */
  readonly stalled: boolean;
  /** The peer used up a budget: the marks are compared again when there is some left. */
  readonly isPostponed: boolean;
}

export interface LaneContext {
  readonly self: NodeId;
  readonly store: Store;
  readonly cipher: SessionCipher;
  readonly identity: IdentityCipher;
  readonly sha256: Sha256;
  readonly links: LayeredMap<NodeId, PeerLink>;
  /** Doubts about a peer's next envelope on earlier links, by contact. */
  readonly doubts: LayeredMap<ContactId, { readonly streamSeq: number }>;
  /** Peers that may still open the session of a crossing request themselves. */
  readonly waits: LayeredMap<NodeId, { readonly since: number }>;
  /** When the last session renewal of a contact was answered: at most one a minute. */
  readonly answers: LayeredMap<ContactId, { readonly at: number }>;
  /** When a node that waits on the doorstep last changed its request; forgotten with the request. */
  readonly changed: LayeredMap<NodeId, { readonly at: number }>;
  /** What contacts have left of their budgets (`peer-budget.ts`). */
  readonly budgets: LayeredMap<string, TokenBucket>;
  /** The id of the direct conversation with a node. */
  conversationId(peer: NodeId): ConversationId;
  /** Our current public record (encoded `Signed`), null before the node listens. */
  ownRecord(): Bytes | null;
  setOwnRecord(record: Bytes): void;
  /** Unix ms. */
  now(): number;
  randomBytes(length: number): Bytes;
}

export interface ItemContext extends LaneContext {
  /** Done after COMMIT, in this order. */
  emit(effect: Effect): void;
  /** Moves the peer's outbox forward once, behind all items of this commit: one step for whatever they queued. */
  pumpAtEnd(peer: NodeId): void;
  /** Work for a later batch. */
  later(item: LaneItem): void;
  /** What the item deleted leaves the disk, older versions of its pages included, before the effects are let out. */
  scrub(): void;
}

export function touchContact(changes: ChangeLog, contactId: ContactId): void {
  changes.touch({ kind: 'contact', key: contactId });
}

export function touchConversation(changes: ChangeLog, conversationId: ConversationId): void {
  changes.touch({ kind: 'conversation', key: conversationId });
}
