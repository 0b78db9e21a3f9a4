// A wire that does to frames what a test says: holds them, loses, repeats, replays and swaps them, and restarts nodes.

import { fail } from 'node:assert/strict';
import { decodeFrame, encodeFrame, type Frame } from '../../protocol/frame-codec.js';
import { PROTOCOL_VERSIONS } from '../../protocol/version.js';
import type { LaneClock, LaneNode } from './lane-node.js';

export class ChaosWire {
  #linkId = 1_000_000;
  #up = false;
  readonly #inFlight = new Map<LaneNode, Frame[]>();
  readonly #spoken = new Map<LaneNode, Frame[]>();
  #due: { readonly node: LaneNode; readonly peer: LaneNode }[] = [];

  constructor(
    readonly alice: LaneNode,
    readonly bob: LaneNode,
    private readonly clock: LaneClock,
  ) {}

  connect(): void {
    if (this.#up) return;
    this.#up = true;
    this.#linkId += 1;
    for (const [node, peer] of this.#pairs()) {
      const version = PROTOCOL_VERSIONS.max;
      const facts = { linkId: this.#linkId, nodeId: peer.self, incarnation: peer.incarnation, version };
      node.lane.push({
        kind: 'linkUp',
        link: { ...facts, record: null, direction: 'out', place: '127.0.0.1' },
      });
    }
  }

  /** What is in flight is lost. */
  cut(): void {
    if (!this.#up) return;
    this.#up = false;
    this.#inFlight.clear();
    for (const [node, peer] of this.#pairs()) {
      node.lane.push({ kind: 'linkDown', linkId: this.#linkId, nodeId: peer.self });
    }
  }

  async restart(node: LaneNode): Promise<void> {
    this.cut();
    await this.collect();
    node.restart();
  }

  /** Lets both lanes work and takes what they say. */
  async collect(): Promise<void> {
    for (const [node, peer] of this.#pairs()) {
      await node.lane.idle();
      for (const effect of node.outgoing.splice(0)) {
        if (effect.kind === 'goOnLater') this.#due.push({ node, peer });
        else if (effect.kind === 'receiptsLater') node.lane.push({ kind: 'pump', nodeId: effect.nodeId });
        else if (effect.kind === 'close' || effect.kind === 'credentialsChanged') this.cut();
        else if (effect.kind === 'send' && this.#up && effect.linkId === this.#linkId) {
          this.#queue(this.#inFlight, node).push(effect.frame);
        }
      }
    }
  }

  /** Passes on up to `count` frames that `from` said. */
  async deliver(from: LaneNode, count: number): Promise<void> {
    await this.collect();
    for (const frame of this.#queue(this.#inFlight, from).splice(0, count)) this.#pass(from, frame);
    await this.collect();
  }

  /** The next frame of `from` arrives twice. */
  duplicate(from: LaneNode): void {
    const queue = this.#queue(this.#inFlight, from);
    if (queue[0]) queue.unshift(queue[0]);
  }

  /** The next two frames of `from` change places. */
  swap(from: LaneNode): void {
    const queue = this.#queue(this.#inFlight, from);
    queue.unshift(...queue.splice(0, 2).reverse());
  }

  /**
   * The next envelope of `from` arrives so that it cannot be opened: with another seal, or of another version where it comes
   * before the first answer. What such a one says beside its sealed message counts only once, for opening the session.
   */
  corrupt(from: LaneNode): void {
    const queue = this.#queue(this.#inFlight, from);
    const index = queue.findIndex(({ kind }) => kind === 'envelope');
    const frame = queue[index];
    if (frame?.kind !== 'envelope') return;
    const ciphertext = frame.ciphertext.slice();
    const [at, bit] = frame.type === 'preKey' ? [0, 0x10] : [ciphertext.length - 1, 1];
    ciphertext.set([(ciphertext.at(at) ?? 0) ^ bit], at);
    queue[index] = { ...frame, ciphertext };
  }

  /** A frame that `from` said at some time, on whatever link, arrives again. */
  replay(from: LaneNode, index: number): void {
    const spoken = this.#queue(this.#spoken, from);
    const frame = spoken[index % Math.max(1, spoken.length)];
    if (frame && this.#up) this.#queue(this.#inFlight, from).unshift(frame);
  }

  /** No more tricks: time passes and links come back until nobody has anything to say. */
  async heal(): Promise<void> {
    for (let calm = 0; calm < 3;) {
      this.cut();
      this.clock.now += 61_000;
      for (const { node, peer } of this.#due.splice(0)) {
        node.lane.push({ kind: 'goOn', nodeId: peer.self });
      }
      this.connect();
      calm = (await this.#drain()) ? calm + 1 : 0;
    }
  }

  /** Whether the link held until everything was said. */
  async #drain(): Promise<boolean> {
    for (let round = 0; round < 10_000; round++) {
      await this.collect();
      if (!this.#up) return false;
      if (this.#pairs().every(([node]) => this.#queue(this.#inFlight, node).length === 0)) return true;
      for (const [node] of this.#pairs()) await this.deliver(node, 1_000);
    }
    fail('the nodes never came to rest');
  }

  #pass(from: LaneNode, frame: Frame): void {
    const peer = from === this.alice ? this.bob : this.alice;
    this.#queue(this.#spoken, from).push(frame);
    const decoded = decodeFrame(encodeFrame(frame));
    if (!decoded.ok) throw decoded.error;
    peer.lane.push({ kind: 'frame', linkId: this.#linkId, nodeId: from.self, frame: decoded.value });
  }

  #queue(queues: Map<LaneNode, Frame[]>, node: LaneNode): Frame[] {
    const queue = queues.get(node) ?? [];
    queues.set(node, queue);
    return queue;
  }

  #pairs(): [LaneNode, LaneNode][] {
    return [
      [this.alice, this.bob],
      [this.bob, this.alice],
    ];
  }
}
