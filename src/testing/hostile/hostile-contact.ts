// A hostile peer whom the owner of a node approved: keeps the pair's numbers as an honest node would, so that a test
// bends only what it is about.

import { createHash, randomBytes } from 'node:crypto';
import type { Bytes } from '../../base/bytes.js';
import { type ConversationId, idFromBytes, idFromHex, type MessageId, type NodeId } from '../../base/ids.js';
import type { ContractClient } from '../../contract/client.js';
import { directConversationId } from '../../core/conversation/index.js';
import type { SealedMessage } from '../../core/ports/session-cipher.js';
import type { Frame, Marks } from '../../protocol/frame-codec.js';
import { pad, unpad } from '../../protocol/padding.js';
import { decodePayload, encodePayload, type Payload } from '../../protocol/payload-codec.js';
import { within } from '../node/deadline.js';
import { until } from '../node/observe.js';
import { newId } from '../node/person.js';
import type { Bend } from './bent-handshake.js';
import type { HostileLink } from './hostile-link.js';
import type { HostilePeer } from './hostile-peer.js';

type Envelope = Extract<Frame, { kind: 'envelope' }>;

/** A node under attack, and its owner's face. */
export interface Victim {
  /** Where it listens now. */
  readonly address: string;
  readonly client: ContractClient;
  readonly home: { readonly self: { readonly nodeId: string } };
}

export class HostileContact {
  readonly node: NodeId;
  readonly conversation: ConversationId;
  /** What the node wrote and this peer could read. */
  readonly read: Payload[] = [];
  /** The node's envelopes as they came. */
  readonly envelopes: Envelope[] = [];
  /** Highest numbers: sent, acknowledged by the node, and received from it. */
  numbers = { sent: 0, acked: 0, received: 0, authored: 0, lamport: 0 };
  #prevHash: Bytes | null = null;
  #receivedHash: Bytes | null = null;
  #link: HostileLink | undefined;
  #saidMarks = false;
  #work: Promise<void> = Promise.resolve();
  readonly #waiting = new Set<() => void>();

  #contactId: string | undefined;

  private constructor(
    readonly peer: HostilePeer,
    readonly victim: Victim,
  ) {
    this.node = victimId(victim);
    this.conversation = directConversationId(sha256, peer.nodeId, this.node);
  }

  /** The owner approves the peer's request; the peer has read the node's profile afterwards, so it can write. */
  static async approvedBy(victim: Victim, peer: HostilePeer): Promise<HostileContact> {
    const contact = new HostileContact(peer, victim);
    await contact.open();
    contact.link.send(await peer.request(contact.node));
    contact.#contactId = await approveHostile(victim, peer);
    await contact.untilRead(1);
    return contact;
  }

  /** What the owner's node calls this contact. */
  get contactId(): string {
    if (this.#contactId === undefined) throw new Error('not approved');
    return this.#contactId;
  }

  get link(): HostileLink {
    if (!this.#link) throw new Error('no link');
    return this.#link;
  }

  /** A new link; marks are answered as they come. */
  async open(bend: Bend = {}): Promise<HostileLink> {
    this.#saidMarks = false;
    const link = await this.peer.dial(this.victim.address, bend);
    this.#link = link;
    link.onFrame = (frame) => {
      this.#work = this.#work.then(() => this.#take(link, frame));
    };
    return link;
  }

  /** A new link on which both sides agree where to go on. */
  async reopen(bend: Bend = {}): Promise<HostileLink> {
    await this.#link?.end();
    const link = await this.open(bend);
    await link.frame('marks');
    await this.#work;
    return link;
  }

  /** The next thing this peer has to say, as an honest node would put it. */
  payload(text: string, changes: Partial<Payload> = {}): Payload {
    return {
      sender: this.peer.nodeId,
      recipient: this.node,
      conversation: this.conversation,
      messageId: newMessageId(),
      authorSeq: this.numbers.authored + 1,
      prevHash: this.#prevHash,
      lamport: this.numbers.lamport + 1,
      heads: [],
      sentAt: Date.now(),
      content: { kind: 'text', text },
      ...changes,
    };
  }

  /** Encrypts without sending and without counting a stream number. */
  async seal(payload: Payload | Bytes): Promise<SealedMessage> {
    if (payload instanceof Uint8Array) return this.#encrypt(payload);
    const bytes = encodePayload(payload);
    if (payload.authorSeq > this.numbers.authored) {
      this.numbers.authored = payload.authorSeq;
      this.#prevHash = sha256(bytes);
    }
    this.numbers.lamport = Math.max(this.numbers.lamport, payload.lamport);
    return this.#encrypt(bytes);
  }

  /** Sends it under the next stream number, or one of the caller's. */
  deliver({ type, ciphertext }: SealedMessage, streamSeq = this.numbers.sent + 1): void {
    this.numbers.sent = Math.max(this.numbers.sent, streamSeq);
    this.link.send({ kind: 'envelope', streamSeq, type, ciphertext });
  }

  async write(text: string, changes: Partial<Payload> = {}): Promise<SealedMessage> {
    const sealed = await this.seal(this.payload(text, changes));
    this.deliver(sealed);
    return sealed;
  }

  /** Waits until the node wrote so many things that this peer could read. */
  async untilRead(count: number): Promise<void> {
    await this.#until(
      () => `${count} payloads, got ${this.read.length}`,
      () => this.read.length >= count,
    );
  }

  /** Waits until the node acknowledged all that was sent. */
  async untilAcked(): Promise<void> {
    const { sent } = this.numbers;
    await this.#until(
      () => `the acknowledgement of ${sent}, got ${this.numbers.acked}`,
      () => this.numbers.acked >= sent,
    );
  }

  marks(): Marks {
    const { sent, received, acked, authored, lamport } = this.numbers;
    return {
      incarnation: this.peer.incarnation,
      peerIncarnation: this.link.handshake.proved.incarnation,
      sent,
      received,
      receivedHash: this.#receivedHash,
      acked,
      authored,
      held: 0,
      heldHash: null,
      lamport,
      recovering: false,
      whole: 0,
    };
  }

  async #until(what: () => string, isSo: () => boolean): Promise<void> {
    let look = (): void => undefined;
    const soon = new Promise<void>((resolve) => {
      look = () => {
        if (isSo()) resolve();
      };
    });
    this.#waiting.add(look);
    look();
    await within(what, soon).finally(() => this.#waiting.delete(look));
  }

  async #encrypt(payload: Bytes): Promise<SealedMessage> {
    const sealing = this.#work.then(() =>
      this.peer.party.cipher.encrypt(this.node, pad(payload), Date.now()),
    );
    this.#work = sealing.then(() => undefined);
    const { type, ciphertext } = await sealing;
    return { type, ciphertext };
  }

  async #take(link: HostileLink, frame: Frame): Promise<void> {
    if (frame.kind === 'ping') link.send({ kind: 'pong', nonce: frame.nonce });
    if (frame.kind === 'ack') this.numbers.acked = Math.max(this.numbers.acked, frame.streamSeq);
    if (frame.kind === 'marks' && !this.#saidMarks) {
      this.#saidMarks = true;
      link.send({ kind: 'marks', ...this.marks() });
    }
    if (frame.kind === 'sessionRenewal') {
      await this.peer.party.cipher.startSession(this.node, frame.bundle, Date.now());
    }
    if (frame.kind === 'envelope') await this.#takeEnvelope(link, frame);
    for (const look of this.#waiting) look();
  }

  async #takeEnvelope(link: HostileLink, envelope: Envelope): Promise<void> {
    this.envelopes.push(envelope);
    if (envelope.streamSeq !== this.numbers.received + 1) return;
    const opened = await this.peer.party.cipher.decrypt(this.node, envelope);
    if (typeof opened === 'string') return;
    this.numbers.received = envelope.streamSeq;
    this.#receivedHash = sha256(envelope.ciphertext);
    link.send({ kind: 'ack', streamSeq: envelope.streamSeq });
    const payload = decodePayload(unpad(opened) ?? opened);
    if (!payload.ok) throw payload.error;
    this.read.push(payload.value.payload);
    this.numbers.lamport = Math.max(this.numbers.lamport, payload.value.payload.lamport);
  }
}

/** The owner says yes to the request of this peer that waits or comes. */
export async function approveHostile(victim: Victim, peer: HostilePeer): Promise<string> {
  const requestId = await until(victim.client, ['requests', {}], (rows) => {
    return rows.find((row) => row.nodeId === peer.nodeId)?.id;
  });
  const approved = { requestId, contactId: newId(), name: '' };
  return (await victim.client.call('approveRequest', approved)).contactId;
}

/** The NodeId of a node under attack. */
export function victimId(victim: Victim): NodeId {
  const nodeId = idFromHex('node', victim.home.self.nodeId);
  if (!nodeId) throw new TypeError('not a NodeId');
  return nodeId;
}

function newMessageId(): MessageId {
  const id = idFromBytes('message', randomBytes(16));
  if (!id) throw new TypeError('not an id');
  return id;
}

function sha256(...parts: readonly Uint8Array[]): Bytes {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
