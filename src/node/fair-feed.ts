// Feeds the commit lane peer by peer in turn, so that one that is fast makes itself wait and nobody else.

import type { NodeId } from '../base/ids.js';
import type { LaneItem } from './lane/lane-messages.js';

/** What a link brings; all of one peer stays in order. */
export type PeerItem = Extract<LaneItem, { kind: 'linkUp' | 'linkDown' | 'frame' }>;

/** Most frames in the lane at once, several commits of it: what a command of the owner waits for. */
export const FRAMES_IN_LANE = 64;
/** Frames of one peer that wait for their turn: above the first its link is not read, below the second it is again. */
export const PEER_BACKLOG = { stop: 128, resume: 32 };

export interface FairFeedListener {
  push(item: PeerItem): void;
  setReading(linkId: number, isReading: boolean): void;
}

interface PeerQueue {
  readonly items: PeerItem[];
  frames: number;
  /** The link that is up, if any. */
  linkId: number | undefined;
  isHeld: boolean;
}

export class FairFeed {
  /** Peers of which something waits or a link is up. */
  readonly #peers = new Map<NodeId, PeerQueue>();
  /** Whose turn it is comes first. */
  readonly #turns = new Set<NodeId>();
  #inLane = 0;

  constructor(private readonly listener: FairFeedListener) {}

  add(nodeId: NodeId, item: PeerItem): void {
    const peer = this.#peers.get(nodeId) ?? { items: [], frames: 0, linkId: undefined, isHeld: false };
    this.#peers.set(nodeId, peer);
    peer.items.push(item);
    this.#turns.add(nodeId);
    if (item.kind === 'linkUp') {
      peer.linkId = item.link.linkId;
      if (peer.isHeld) this.listener.setReading(peer.linkId, false);
    } else if (item.kind === 'linkDown') {
      if (peer.linkId === item.linkId) peer.linkId = undefined;
    } else {
      peer.frames += 1;
      if (peer.frames > PEER_BACKLOG.stop) this.#setReading(peer, false);
    }
    this.#feed();
  }

  /** The lane worked off this many frames. */
  worked(frames: number): void {
    this.#inLane -= frames;
    this.#feed();
  }

  stop(): void {
    this.#peers.clear();
    this.#turns.clear();
  }

  #feed(): void {
    for (const nodeId of this.#turns) {
      if (this.#inLane >= FRAMES_IN_LANE) return;
      this.#turns.delete(nodeId);
      const peer = this.#peers.get(nodeId);
      const item = peer?.items.shift();
      if (!peer || !item) continue;
      // A set goes on with what is added while it is walked through: the next turn of this peer is behind all others.
      if (peer.items.length > 0) this.#turns.add(nodeId);
      else if (peer.linkId === undefined) this.#peers.delete(nodeId);
      if (item.kind === 'frame') this.#inLane += 1;
      // Before anything else is read: a link that is read again brings what waited there at once.
      this.listener.push(item);
      if (item.kind === 'frame') this.#took(peer);
    }
  }

  #took(peer: PeerQueue): void {
    peer.frames -= 1;
    if (peer.frames < PEER_BACKLOG.resume) this.#setReading(peer, true);
  }

  #setReading(peer: PeerQueue, isReading: boolean): void {
    if (peer.isHeld !== isReading) return;
    peer.isHeld = !isReading;
    if (peer.linkId !== undefined) this.listener.setReading(peer.linkId, isReading);
  }
}
