// Who types and who is there, on either side. Volatile: nothing of it is kept, queued or told behind a locked screen; what
// is said to whom is decided in core/activity.

import type { NodeId } from '../base/ids.js';
import type { ActivityRow, PrivacySettings } from '../contract/values.js';
import {
  hear,
  OWN_ACTIVE_LASTS_MS,
  OWN_TYPING_LASTS_MS,
  type OwnActivity,
  type PeerActivity,
  shown,
  SILENT,
  startPeer,
  tell,
} from '../core/activity/index.js';
import type { Timers } from '../core/ports/timers.js';
import { type Activity } from '../protocol/activity-codec.js';
import { ACTIVITY_TOLD_FROM } from '../protocol/version.js';

/** A link on which this can be talked about. */
interface Peer {
  readonly linkId: number;
  /** The contact's marks came: to it this node is a contact, too. */
  isGreeted: boolean;
  state: PeerActivity;
  /** Cancels the next look at this peer. */
  wakeUp(): void;
}

export interface ActivitySurroundings {
  /** Null: not approved, by either side, or not any more. */
  approvedIdOf(nodeId: NodeId): string | null;
  /** False: the link takes nothing now. It is not kept for later. */
  send(linkId: number, activity: Activity): boolean;
  /** The rows may have changed. */
  changed(): void;
}

/** A link that took nothing is tried again after this. */
const RETRY_MS = 3_000;

export class ContactActivity {
  readonly #peers = new Map<NodeId, Peer>();
  #privacy: PrivacySettings = { receipts: false, typing: false, presence: false };
  /** To whom the owner writes, and until when that is true without being said again. */
  readonly #typingUntil = new Map<NodeId, number>();
  #activeUntil = -Infinity;
  #usedAt = -Infinity;
  #isLocked = false;

  constructor(
    private readonly timers: Timers,
    private readonly world: ActivitySurroundings,
  ) {}

  get privacy(): PrivacySettings {
    return this.#privacy;
  }

  setPrivacy(privacy: PrivacySettings): void {
    this.#privacy = privacy;
    this.#turnAll();
  }

  /** @param version of the protocol on this link */
  linkUp(nodeId: NodeId, linkId: number, version: number): void {
    if (version < ACTIVITY_TOLD_FROM) return;
    this.#forget(nodeId);
    const state = startPeer(this.timers.monotonicMs());
    this.#peers.set(nodeId, { linkId, isGreeted: false, state, wakeUp: () => undefined });
  }

  linkDown(nodeId: NodeId, linkId: number): void {
    if (this.#peers.get(nodeId)?.linkId !== linkId) return;
    this.#forget(nodeId);
    this.world.changed();
  }

  /** The contact said where it stands. */
  greeted(nodeId: NodeId, linkId: number): void {
    const peer = this.#peers.get(nodeId);
    if (peer?.linkId !== linkId) return;
    peer.isGreeted = true;
    this.#turn(nodeId);
  }

  /** Of who is not approved yet it is kept until then: the word may come before the approval is committed. */
  frame(nodeId: NodeId, linkId: number, activity: Activity): void {
    const peer = this.#peers.get(nodeId);
    if (peer?.linkId !== linkId) return;
    peer.state = hear(peer.state, activity, this.timers.monotonicMs());
    this.#turn(nodeId);
  }

  /** Approved, or not any more. */
  contactChanged(nodeId: NodeId): void {
    this.#turn(nodeId);
  }

  /** The owner writes to this contact, or stopped. True only for a while: a face says so again. */
  setTyping(nodeId: NodeId, isTyping: boolean): void {
    if (isTyping) this.#typingUntil.set(nodeId, this.timers.monotonicMs() + OWN_TYPING_LASTS_MS);
    else this.#typingUntil.delete(nodeId);
    this.#turn(nodeId);
  }

  /** The owner uses a face. */
  used(): void {
    this.#usedAt = this.timers.monotonicMs();
    this.#activeUntil = this.#usedAt + OWN_ACTIVE_LASTS_MS;
    this.#turnAll();
  }

  /** How long the owner has used no face; Infinity: not since the screen was unlocked. */
  get unusedMs(): number {
    return this.timers.monotonicMs() - this.#usedAt;
  }

  /** Takes back what was said, and says nothing more until the screen is unlocked. */
  setLocked(isLocked: boolean): void {
    if (isLocked) {
      this.#typingUntil.clear();
      this.#activeUntil = -Infinity;
      this.#usedAt = -Infinity;
      for (const [nodeId, peer] of this.#peers) this.#tell(nodeId, peer, SILENT);
    }
    this.#isLocked = isLocked;
    this.#turnAll();
  }

  rows(): ActivityRow[] {
    const now = this.timers.monotonicMs();
    return [...this.#peers].flatMap(([nodeId, { state }]) => {
      const contactId = this.world.approvedIdOf(nodeId);
      const { typing, presence } = shown(state, this.#own(nodeId), now);
      return contactId !== null && (typing || presence) ? [{ id: contactId, typing, presence }] : [];
    });
  }

  stop(): void {
    for (const nodeId of [...this.#peers.keys()]) this.#forget(nodeId);
  }

  /** What concerns everybody. */
  #turnAll(): void {
    for (const nodeId of [...this.#peers.keys()]) this.#turn(nodeId);
  }

  /** Tells this peer what it does not know yet, and comes back when something ends or is to be repeated. */
  #turn(nodeId: NodeId): void {
    const peer = this.#peers.get(nodeId);
    if (!peer) return;
    peer.wakeUp();
    const now = this.timers.monotonicMs();
    const own = this.#own(nodeId);
    const tellAt = this.#isLocked ? Infinity : this.#tell(nodeId, peer, own);
    const wakeAt = Math.min(tellAt, shown(peer.state, own, now).endsAt, this.#ownEndsAt(nodeId, now));
    // A link may break while it is told of something.
    if (wakeAt < Infinity && this.#peers.get(nodeId) === peer) {
      peer.wakeUp = this.timers.after(Math.max(1, wakeAt - now), () => {
        this.#turn(nodeId);
      });
    }
    this.world.changed();
  }

  #forget(nodeId: NodeId): void {
    this.#peers.get(nodeId)?.wakeUp();
    this.#peers.delete(nodeId);
  }

  /** When to come back. */
  #tell(nodeId: NodeId, peer: Peer, own: OwnActivity): number {
    if (!peer.isGreeted || this.world.approvedIdOf(nodeId) === null) return Infinity;
    const now = this.timers.monotonicMs();
    const { state, say, wakeAt } = tell(peer.state, own, now);
    if (say && !this.world.send(peer.linkId, say)) return now + RETRY_MS;
    peer.state = state;
    return wakeAt;
  }

  #own(nodeId: NodeId): OwnActivity {
    const now = this.timers.monotonicMs();
    return {
      tellsTyping: this.#privacy.typing,
      tellsPresence: this.#privacy.presence,
      isTyping: (this.#typingUntil.get(nodeId) ?? -Infinity) > now,
      isActive: this.#activeUntil > now,
    };
  }

  #ownEndsAt(nodeId: NodeId, now: number): number {
    const ends = [this.#typingUntil.get(nodeId) ?? -Infinity, this.#activeUntil];
    return Math.min(...ends.map((at) => (at > now ? at : Infinity)));
  }
}
