// A link between two lanes: ordered and reliable while it is up, cut whenever the test says so.

import { fail } from 'node:assert/strict';
import { decodeFrame, encodeFrame } from '../../protocol/frame-codec.js';
import { PROTOCOL_VERSIONS } from '../../protocol/version.js';
import type { LaneNode } from './lane-node.js';

export class LaneWire {
  static #links = 0;
  readonly #ownLinks = new Set<number>();
  #linkId = 0;
  #up = false;
  /** Frames still to be delivered before the wire is cut; undefined: never. */
  framesUntilCut: number | undefined;
  /** Protocol version of the links from now on. */
  version = PROTOCOL_VERSIONS.max;

  constructor(
    readonly alice: LaneNode,
    readonly bob: LaneNode,
  ) {}

  /** Both sides see a new authenticated link. */
  connect(): void {
    this.#linkId = ++LaneWire.#links;
    this.#ownLinks.add(this.#linkId);
    this.#up = true;
    const linkId = this.#linkId;
    for (const [node, peer] of this.#pairs()) {
      node.lane.push({
        kind: 'linkUp',
        link: {
          linkId,
          nodeId: peer.self,
          incarnation: peer.incarnation,
          version: this.version,
          record: null,
          direction: 'out',
          place: '127.0.0.1',
        },
      });
    }
  }

  cut(): void {
    if (!this.#up) return;
    this.#up = false;
    for (const [node, peer] of this.#pairs()) {
      node.lane.push({ kind: 'linkDown', linkId: this.#linkId, nodeId: peer.self });
    }
  }

  /** Lets everything happen that can: until neither lane has work nor anything to say. Dials again when asked to. */
  async settle(): Promise<void> {
    for (let round = 0; round < 10_000; round++) {
      await this.alice.lane.idle();
      await this.bob.lane.idle();
      if (!this.#deliver()) return;
    }
    fail('the nodes never came to rest');
  }

  /** Passes on what was said since; whether there was anything. */
  #deliver(): boolean {
    let busy = false;
    for (const [node, peer] of this.#pairs()) {
      const effects = node.outgoing;
      // What is meant for another wire of this node stays for it.
      node.outgoing = effects.filter((effect) => 'linkId' in effect && !this.#ownLinks.has(effect.linkId));
      for (const effect of effects) {
        if (effect.kind === 'receiptsLater') {
          busy = true;
          node.lane.push({ kind: 'pump', nodeId: effect.nodeId });
        }
        if (effect.kind === 'diskFailing') {
          busy = true;
          node.lane.push({ kind: 'tryDisk' });
        }
        if (effect.kind === 'send' && this.#up && effect.linkId === this.#linkId) {
          busy = true;
          if (!this.#spend()) break;
          const frame = decodeFrame(encodeFrame(effect.frame));
          if (!frame.ok) throw frame.error;
          peer.lane.push({ kind: 'frame', linkId: this.#linkId, nodeId: node.self, frame: frame.value });
        }
        const ends = effect.kind === 'close' && this.#ownLinks.has(effect.linkId);
        if (ends || effect.kind === 'credentialsChanged') {
          busy = true;
          this.cut();
          this.connect();
          break;
        }
      }
    }
    return busy;
  }

  #spend(): boolean {
    if (this.framesUntilCut === undefined) return true;
    if (this.framesUntilCut > 0) {
      this.framesUntilCut -= 1;
      return true;
    }
    this.framesUntilCut = undefined;
    this.cut();
    return false;
  }

  #pairs(): [LaneNode, LaneNode][] {
    return [
      [this.alice, this.bob],
      [this.bob, this.alice],
    ];
  }
}
