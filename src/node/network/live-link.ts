// One authenticated link: seals and opens, answers what belongs to the link itself, and notices when it is dead, flooded
// or stuck. What it passes on is for others to understand.

import type { BulkPlace } from '../../adapters/http/pinned-connection.js';
import type { ErrorCode } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';
import {
  type EstablishedLink,
  fullBucket,
  type LinkOrigin,
  openMessage,
  sealMessage,
  takeTokens,
  type Transport,
} from '../../core/link/index.js';
import { decodeFrame, encodeFrame, type Frame } from '../../protocol/frame-codec.js';
import { type CloseReason, FRAME_KINDS, type RefusalReason } from '../../protocol/registry.js';
import { ACTIVITY_TOLD_FROM } from '../../protocol/version.js';
import { Allowance, type StrangerAllowances } from './allowance.js';
import { bulkPlaces } from './bulk-places.js';
import type { DialledLink } from './dial-link.js';
import { InboundGate } from './inbound-gate.js';
import type { DownReason } from './link-layer.js';
import type { LinkLayerDeps } from './link-layer-deps.js';
import { LinkWatch } from './link-watch.js';
import { OutboundPressure } from './outbound-pressure.js';
import { CONTACT_RATES, REFUSAL_RATE } from './rates.js';

export interface LiveLinkFacts {
  readonly id: number;
  readonly direction: 'in' | 'out';
  /** Dialled address, `host:port`. */
  readonly address: string | null;
  readonly origin: LinkOrigin;
  readonly isContact: boolean;
}

export interface LiveLinkListener {
  frame(link: LiveLink, frame: Frame): void;
  writable(link: LiveLink): void;
  down(link: LiveLink, reason: DownReason): void;
  /** Old enough for a new handshake; called once. */
  renewalDue(link: LiveLink): void;
}

/** What a node that is no contact may say. */
const STRANGER_KINDS: ReadonlySet<Frame['kind']> = new Set([
  'contactRequest',
  'requestWithdrawn',
  'requestForgotten',
]);

/** What may wait behind everything else. */
const BULK_KINDS: ReadonlySet<Frame['kind']> = new Set(['chunkSlice', 'chunkWanted']);

export class LiveLink {
  readonly nodeId: NodeId;
  /** Unix ms of the last message that opened. */
  lastSeenAt: number;
  #transport: Transport;
  #isStarted = false;
  #isOpen = true;
  #isContact: boolean;
  #refusals;
  #stopCloseTimer = (): void => undefined;
  readonly #gate: InboundGate;
  readonly #watch: LinkWatch;
  readonly #pressure: OutboundPressure;

  constructor(
    private readonly deps: Pick<LinkLayerDeps, 'crypto' | 'timers' | 'isOwnNetwork'> & {
      readonly strangers: StrangerAllowances;
    },
    readonly facts: LiveLinkFacts,
    private readonly peer: DialledLink,
    private readonly listener: LiveLinkListener,
  ) {
    const { timers } = deps;
    const { socket, established } = peer;
    this.nodeId = established.nodeId;
    this.lastSeenAt = timers.now();
    this.#transport = established.transport;
    this.#isContact = facts.isContact;
    this.#refusals = fullBucket(REFUSAL_RATE, timers.monotonicMs());
    this.#gate = new InboundGate(this.#gateOptions(), ...this.#allowance());
    this.#watch = new LinkWatch(timers, facts.isContact, this.#watchOptions());
    this.#pressure = new OutboundPressure(timers, socket, {
      writable: () => {
        listener.writable(this);
      },
      stuck: () => {
        this.drop('PEER_TIMEOUT');
      },
    });
  }

  get established(): EstablishedLink {
    return this.peer.established;
  }

  get remoteIp(): string {
    return this.peer.socket.remoteIp;
  }

  get isContact(): boolean {
    return this.#isContact;
  }

  get bulkPlaces(): readonly BulkPlace[] {
    return bulkPlaces({
      dialled: this.facts.address,
      remoteIp: this.remoteIp,
      tlsKeyHash: this.peer.socket.observedTlsKeyHash,
      stated: this.established.remoteRecord?.record.addresses ?? [],
      isOwnNetwork: this.deps.isOwnNetwork,
    });
  }

  /** As `LinkWatch.usedAtMs`. */
  get usedAtMs(): number {
    return this.#watch.usedAtMs;
  }

  get isRenewing(): boolean {
    return this.#watch.isRenewing;
  }

  /**
   * Takes the socket over and reads what came during the handshake. Nothing is delivered before. Again: as `setReading`.
   */
  start(isReading: boolean): void {
    if (this.#isStarted) return this.setReading(isReading);
    this.#isStarted = true;
    this.peer.socket.attach({
      message: (bytes) => {
        this.#gate.push(bytes);
      },
      control: () => {
        this.#gate.charge();
      },
      drain: () => {
        this.#pressure.drained();
      },
      closed: (end) => {
        this.drop(end === 'protocol' ? 'FRAME_MALFORMED' : 'PEER_CLOSED');
      },
    });
    if (!isReading) this.#gate.hold();
    for (const message of this.established.early) this.#gate.push(message);
  }

  send(frame: Frame): 'sent' | 'full' | 'gone' {
    if (!this.#isOpen) return 'gone';
    if (this.#pressure.isFull(BULK_KINDS.has(frame.kind))) return 'full';
    this.#watch.used();
    this.#transmit(frame);
    return 'sent';
  }

  setReading(isReading: boolean): void {
    if (isReading) this.#gate.release();
    else this.#gate.hold();
  }

  setContact(isContact: boolean): void {
    if (this.#isContact === isContact) return;
    this.#isContact = isContact;
    this.#gate.setAllowance(...this.#allowance());
    this.#watch.setContact(isContact);
  }

  /** Pings, and tells within 2 s whether the other side still answers here. */
  checkNow(answered: (isAlive: boolean) => void): void {
    this.#watch.checkNow(answered);
  }

  /** Pings, and ends within 2 s if the other side does not answer here any more. */
  doubt(): void {
    this.#watch.doubt();
  }

  /** Ends the link with a Close frame. */
  close(reason: CloseReason): void {
    if (!this.#isOpen) return;
    this.#transmit({ kind: 'close', reason });
    this.#end({ close: reason });
    this.peer.socket.close();
  }

  /** As `close`, unless the link has ended by then. */
  closeLater(delayMs: number, reason: CloseReason): void {
    this.#stopCloseTimer();
    this.#stopCloseTimer = this.deps.timers.after(delayMs, () => {
      this.close(reason);
    });
  }

  /** Ends the link at once; the peer learns nothing. */
  drop(code: ErrorCode): void {
    if (!this.#isOpen) return;
    this.#end({ code });
    this.peer.socket.terminate();
  }

  #end(reason: DownReason): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#gate.close();
    this.#pressure.close();
    this.#stopCloseTimer();
    this.listener.down(this, reason);
    // Last: whoever waits for the outcome of a check may put another link in this one's place.
    this.#watch.close();
  }

  #transmit(frame: Frame): void {
    const sealed = sealMessage(this.deps.crypto, this.#transport, encodeFrame(frame));
    if (!sealed) return this.drop('PEER_CLOSED');
    this.#transport = sealed.transport;
    this.peer.socket.send(sealed.message);
    this.#pressure.sent();
  }

  #open(message: Bytes): void {
    if (!this.#isOpen) return;
    const opened = openMessage(this.deps.crypto, this.#transport, message);
    if (!opened) return this.drop('FRAME_MALFORMED');
    this.#transport = opened.transport;
    this.lastSeenAt = this.deps.timers.now();
    this.#read(opened.plaintext);
    // Last: this sign of life may be what another link of the pair waits for to take over.
    this.#watch.received();
  }

  #read(plaintext: Bytes): void {
    const decoded = decodeFrame(plaintext);
    if (decoded.ok) return this.#handle(decoded.value);
    const isUnknown = decoded.error.code === 'FRAME_UNSUPPORTED';
    this.#refuse(isUnknown ? 'unsupported' : 'malformed', Number(decoded.error.params['kind']));
  }

  #handle(frame: Frame): void {
    if (frame.kind === 'pong') return;
    if (frame.kind === 'ping') return this.#transmit({ kind: 'pong', nonce: frame.nonce });
    if (frame.kind === 'close') {
      this.#end({ close: frame.reason });
      this.peer.socket.close();
    } else if (frame.kind === 'activity' && this.peer.established.version < ACTIVITY_TOLD_FROM) {
      this.#refuse('unsupported', FRAME_KINDS[frame.kind]);
    } else if (this.#isContact || STRANGER_KINDS.has(frame.kind)) {
      this.#watch.used();
      this.listener.frame(this, frame);
    } else this.#refuse('notAllowed', FRAME_KINDS[frame.kind]);
  }

  #refuse(reason: RefusalReason, refusedKind: number): void {
    const left = takeTokens(this.#refusals, REFUSAL_RATE, 1, this.deps.timers.monotonicMs());
    if (!left) return this.close('protocol');
    this.#refusals = left;
    // A refusal is never refused: two nodes would answer each other for ever.
    if (refusedKind !== FRAME_KINDS.refused) this.#transmit({ kind: 'refused', reason, refusedKind });
  }

  #allowance(): [allowance: Allowance, mayWait: boolean] {
    if (this.#isContact) return [new Allowance(this.deps.timers, CONTACT_RATES), true];
    return [this.deps.strangers.of(this.remoteIp), false];
  }

  #gateOptions() {
    return {
      timers: this.deps.timers,
      deliver: (message: Bytes) => {
        this.#open(message);
      },
      pauseReading: () => {
        this.peer.socket.pause();
      },
      resumeReading: () => {
        this.peer.socket.resume();
      },
      overrun: () => {
        this.close('flood');
      },
    };
  }

  #watchOptions() {
    return {
      ping: (nonce: number) => {
        this.#transmit({ kind: 'ping', nonce });
      },
      dead: () => {
        this.drop('PEER_TIMEOUT');
      },
      idle: () => {
        this.drop('PEER_CLOSED');
      },
      renewalDue: () => {
        this.listener.renewalDue(this);
      },
      isHeld: () => this.#gate.isHeld,
    };
  }
}
