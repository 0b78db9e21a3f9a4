// Joins network and commit lane: what links say becomes work, what the lane decided goes out. Frames the socket cannot
// take yet wait here; a lane that falls behind makes the peers wait that keep it busy.

import type { NodeId } from '../base/ids.js';
import type { Timers } from '../core/ports/timers.js';
import type { Activity } from '../protocol/activity-codec.js';
import type { BulkFrame } from '../protocol/bulk-frame-codec.js';
import type { Frame } from '../protocol/frame-codec.js';
import { FRAME_KINDS } from '../protocol/registry.js';
import { FairFeed } from './fair-feed.js';
import type { ChoreEffect } from './lane-chores.js';
import type { LaneClient } from './lane/lane-client.js';
import type { Effect } from './lane/lane-messages.js';
import type { DialTarget, LinkLayer, LinkListener, LinkUp } from './network/link-layer.js';

/** Names of the places where a crash is tried in tests; in the product the hook does nothing. */
export type SendCrashPoint = 'before-send' | 'after-send' | 'before-ack' | 'after-ack';

/** Frames for one link that its socket does not take: more than a full window and the answers to one. */
const MOST_WAITING_FRAMES = 1_024;

/** What only contacts say to each other. */
const OF_CONTACTS: ReadonlySet<number> = new Set([FRAME_KINDS.marks, FRAME_KINDS.envelope]);

export type LinkEffect = Exclude<
  Effect,
  | {
      kind:
        | 'reply'
        | 'replyError'
        | 'transfer'
        | 'lookAgain'
        | 'transferGone'
        | 'uploadGone'
        | 'spoolGone'
        | 'diskWorking'
        | 'privacy';
    }
  | ChoreEffect
>;

export interface BridgeListener {
  linksChanged(): void;
  /** Whether the other node refuses what contacts send each other, as it does with strangers. */
  refusedBy(nodeId: NodeId, isRefused: boolean): void;
  contactChanged(effect: Extract<Effect, { kind: 'contact' }>): void;
  log(event: string, fields: Readonly<Record<string, string | number | boolean>>): void;
}

/** What the network side does about decisions of the lane. */
export interface NetworkSide {
  /** Null: neither dialled nor let in as a contact. */
  targetOf(nodeId: NodeId): DialTarget | null;
  incarnationChanged(): void;
}

/** What the part of the node hears of links that knows who types and who is there. */
export interface ActivitySide {
  linkUp(nodeId: NodeId, linkId: number, version: number): void;
  linkDown(nodeId: NodeId, linkId: number): void;
  /** The contact's marks came. */
  greeted(nodeId: NodeId, linkId: number): void;
  frame(nodeId: NodeId, linkId: number, activity: Activity): void;
}

/** What the part of the node that moves files hears of links. */
export interface FileSide {
  /** @param version of the protocol on this link */
  linkUp(nodeId: NodeId, linkId: number, version: number): void;
  linkDown(nodeId: NodeId, linkId: number): void;
  frame(linkId: number, nodeId: NodeId, frame: BulkFrame): void;
  writable(linkId: number): void;
}

export class LinkBridge implements LinkListener {
  readonly #queues = new Map<number, Frame[]>();
  /** The one wake-up due for each peer. */
  readonly #wakeUps = new Map<NodeId, { readonly dueAt: number; readonly cancel: () => void }>();
  readonly #feed: FairFeed;
  #layer: LinkLayer | undefined;
  #network: NetworkSide | undefined;

  constructor(
    private readonly lane: LaneClient,
    private readonly timers: Timers,
    private readonly listener: BridgeListener & { readonly files: FileSide; readonly activity: ActivitySide },
    private readonly crash: (point: SendCrashPoint) => void,
  ) {
    this.#feed = new FairFeed({
      push: (item) => {
        lane.push(item);
      },
      setReading: (linkId, isReading) => {
        this.#layer?.setReading(linkId, isReading);
      },
    });
  }

  /** Joins the layer that calls this bridge back. Nothing arrives before: no link is up. */
  connect(layer: LinkLayer, network: NetworkSide): void {
    this.#layer = layer;
    this.#network = network;
  }

  up(link: LinkUp): void {
    this.#feed.add(link.nodeId, {
      kind: 'linkUp',
      link: {
        linkId: link.linkId,
        nodeId: link.nodeId,
        incarnation: link.incarnation,
        version: link.version,
        record: link.record && { signed: link.record.signed, sequence: link.record.sequence },
        direction: link.direction,
        place: link.address ?? link.remoteIp,
      },
    });
    this.listener.files.linkUp(link.nodeId, link.linkId, link.version);
    this.listener.activity.linkUp(link.nodeId, link.linkId, link.version);
    this.listener.linksChanged();
  }

  down(linkId: number, nodeId: NodeId): void {
    this.#queues.delete(linkId);
    this.listener.files.linkDown(nodeId, linkId);
    this.listener.activity.linkDown(nodeId, linkId);
    this.#feed.add(nodeId, { kind: 'linkDown', linkId, nodeId });
  }

  frame(linkId: number, nodeId: NodeId, frame: Frame): void {
    if (frame.kind === 'refused') {
      const peer = nodeId.slice(0, 8);
      this.listener.log('frame-refused-by-peer', { peer, reason: frame.reason, kind: frame.refusedKind });
      if (frame.reason === 'notAllowed' && OF_CONTACTS.has(frame.refusedKind))
        this.listener.refusedBy(nodeId, true);
      return;
    }
    // Nobody says where it stands with a stranger.
    if (frame.kind === 'marks') {
      this.listener.refusedBy(nodeId, false);
      this.listener.activity.greeted(nodeId, linkId);
    }
    if (frame.kind === 'activity') this.listener.activity.frame(nodeId, linkId, frame);
    // The lane never sees the bytes of files.
    else if (isFileFrame(frame)) this.listener.files.frame(linkId, nodeId, frame);
    else this.#feed.add(nodeId, { kind: 'frame', linkId, nodeId, frame });
  }

  writable(linkId: number): void {
    const waiting = this.#queues.get(linkId);
    this.#queues.delete(linkId);
    for (const frame of waiting ?? []) this.#send(linkId, frame);
    if (!this.#queues.has(linkId)) this.listener.files.writable(linkId);
  }

  changed(): void {
    this.listener.linksChanged();
  }

  /** The lane worked off this many frames. */
  worked(frames: number): void {
    this.#feed.worked(frames);
  }

  /** Now or not at all: false when the link takes nothing. */
  sendNow(linkId: number, frame: Frame): boolean {
    return !this.#queues.has(linkId) && this.#layer?.send(linkId, frame) === 'sent';
  }

  apply(effect: LinkEffect): void {
    switch (effect.kind) {
      case 'send':
        this.#send(effect.linkId, effect.frame);
        return;
      case 'close':
        this.#layer?.closeLink(effect.linkId, effect.reason);
        return;
      case 'contact':
        this.listener.contactChanged(effect);
        this.#layer?.setTarget(effect.nodeId, this.#network?.targetOf(effect.nodeId) ?? null);
        return;
      case 'dialNow':
        this.#layer?.dialNow(effect.nodeId);
        return;
      case 'credentialsChanged':
        this.#network?.incarnationChanged();
        return;
      case 'goOnLater':
        this.#wakeLater(effect.nodeId, effect.delayMs);
        return;
      case 'log':
        this.listener.log(effect.event, effect.fields);
        return;
    }
  }

  stop(): void {
    for (const { cancel } of this.#wakeUps.values()) cancel();
    this.#wakeUps.clear();
    this.#queues.clear();
    this.#feed.stop();
  }

  #send(linkId: number, frame: Frame): void {
    const waiting = this.#queues.get(linkId);
    if (waiting && waiting.length >= MOST_WAITING_FRAMES) {
      // Whoever makes us answer without reading the answers; what is owed goes out on the next link.
      this.#layer?.closeLink(linkId, 'flood');
    } else if (waiting) waiting.push(frame);
    else if (this.#handOver(linkId, frame) === 'full') this.#queues.set(linkId, [frame]);
  }

  #handOver(linkId: number, frame: Frame): 'sent' | 'full' | 'gone' | undefined {
    const isAck = frame.kind === 'ack' || frame.kind === 'envelopeRefused';
    const step = isAck ? 'ack' : frame.kind === 'envelope' ? 'send' : undefined;
    if (step) this.crash(`before-${step}`);
    const outcome = this.#layer?.send(linkId, frame);
    if (step) this.crash(`after-${step}`);
    return outcome;
  }

  /** A peer has at most one wake-up, the soonest; the lane asks again if there is still something to wait for. */
  #wakeLater(nodeId: NodeId, delayMs: number): void {
    const dueAt = this.timers.monotonicMs() + delayMs;
    const known = this.#wakeUps.get(nodeId);
    if (known && known.dueAt <= dueAt) return;
    known?.cancel();
    const cancel = this.timers.after(delayMs, () => {
      this.#wakeUps.delete(nodeId);
      this.lane.push({ kind: 'goOn', nodeId });
    });
    this.#wakeUps.set(nodeId, { dueAt, cancel });
  }
}

function isFileFrame(frame: Frame): frame is BulkFrame {
  return FRAME_KINDS[frame.kind] >= FIRST_BULK_KIND;
}

const FIRST_BULK_KIND = 128;
