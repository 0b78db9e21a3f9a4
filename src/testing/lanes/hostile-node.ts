// A contact that says whatever a test wants, with real keys: Alice's lane cannot tell it from an honest one.

import { type Bytes, utf8 } from '../../base/bytes.js';
import type { MessageId, NodeId } from '../../base/ids.js';
import { idFromBytes } from '../../base/ids.js';
import type { CloseReason } from '../../protocol/registry.js';
import type { Frame, Marks } from '../../protocol/frame-codec.js';
import { PROTOCOL_VERSIONS } from '../../protocol/version.js';
import { decodeFrame, encodeFrame } from '../../protocol/frame-codec.js';
import { pad, unpad } from '../../protocol/padding.js';
import { decodePayload, encodePayload, type Payload } from '../../protocol/payload-codec.js';
import { encodeContactRequest, replacesBody } from '../../protocol/request-codec.js';
import type { LaneNode } from './lane-node.js';

type EnvelopeFrame = Extract<Frame, { kind: 'envelope' }>;

export class HostileNode {
  static #links = 1_000;
  #linkId = 0;
  #sent: number;
  #authorSeq: number;
  /** Why the victim closed the link, if it did. */
  closedFor: CloseReason | undefined;
  /** Protocol version of the links from now on. */
  version = PROTOCOL_VERSIONS.max;

  /** Speaks with the keys, sessions and numbers of `self`, whose own lane must not run any more. */
  constructor(
    readonly self: LaneNode,
    readonly victim: LaneNode,
  ) {
    this.#sent = this.#stream()?.sent ?? 0;
    this.#authorSeq = self.store.messages.lastBy(this.#conversation(), self.self)?.authorSeq ?? 0;
  }

  get linkId(): number {
    return this.#linkId;
  }

  get sent(): number {
    return this.#sent;
  }

  /** A new link; what the victim says first. */
  async connect(incarnation = this.self.incarnation, place = '192.0.2.66'): Promise<Frame[]> {
    this.#linkId = HostileNode.#links++;
    this.closedFor = undefined;
    this.victim.lane.push({
      kind: 'linkUp',
      link: {
        linkId: this.#linkId,
        nodeId: this.self.self,
        incarnation,
        version: this.version,
        record: null,
        direction: 'in',
        place,
      },
    });
    return this.hear();
  }

  /** A new link on which both sides agreed; the victim's frames on it. */
  async meet(changes: Partial<Marks> = {}): Promise<Frame[]> {
    const greeting = await this.connect();
    return [...greeting, ...(await this.send(this.marks(changes)))];
  }

  /** The victim believes to be an older copy, and takes what this one says it wrote, up to its number 5. */
  async rollBack(): Promise<void> {
    await this.meet({ received: 99 });
    const [renewal] = (await this.meet({ held: 5, heldHash: null })).filter(isRenewal);
    if (!renewal) throw new Error('no renewal');
    this.beginStream();
    await this.startSession(renewal.bundle);
  }

  /** Says these and listens. */
  async send(...frames: readonly Frame[]): Promise<Frame[]> {
    for (const frame of frames) {
      const decoded = decodeFrame(encodeFrame(frame));
      if (!decoded.ok) throw decoded.error;
      this.victim.lane.push({
        kind: 'frame',
        linkId: this.#linkId,
        nodeId: this.self.self,
        frame: decoded.value,
      });
    }
    return this.hear();
  }

  /** What the victim said since, on this link. */
  async hear(): Promise<Frame[]> {
    await this.victim.lane.idle();
    const heard: Frame[] = [];
    const others: typeof this.victim.outgoing = [];
    for (const effect of this.victim.outgoing) {
      if (!('linkId' in effect) || effect.linkId !== this.#linkId) others.push(effect);
      else if (effect.kind === 'send') heard.push(effect.frame);
      else this.closedFor ??= effect.reason;
    }
    this.victim.outgoing = others;
    return heard;
  }

  /** The truth, except for what is changed. */
  marks(changes: Partial<Marks> = {}): Frame {
    const stream = this.#stream();
    const held = this.self.store.messages.lastBy(this.#conversation(), this.victim.self);
    const whole = this.self.store.messages.wholeTo(this.#conversation(), this.victim.self);
    return {
      kind: 'marks',
      incarnation: this.self.incarnation,
      peerIncarnation: stream?.peerIncarnation ?? null,
      sent: this.#sent,
      received: stream?.received ?? 0,
      receivedHash: stream?.receivedHash ?? null,
      acked: stream?.acked ?? 0,
      authored: this.#authorSeq,
      held: held?.authorSeq ?? 0,
      heldHash: held ? this.self.context.sha256(held.payload) : null,
      lamport: this.self.store.conversations.get(this.#conversation())?.lamport ?? 0,
      recovering: false,
      whole: Math.min(whole, changes.held ?? whole),
      ...changes,
    };
  }

  /** An encoded text, honest except for what is changed. */
  payload(text: string, changes: Partial<Payload> = {}): Bytes {
    this.#authorSeq += 1;
    return encodePayload({
      sender: this.self.self,
      recipient: this.victim.self,
      conversation: this.#conversation(),
      messageId: this.messageId(),
      authorSeq: this.#authorSeq,
      prevHash: null,
      lamport: 100 + this.#authorSeq,
      heads: [],
      sentAt: 0,
      content: { kind: 'text', text },
      ...changes,
    });
  }

  /** A request of its own that claims to be the successor of a contact, signed by whomever the test says. */
  async request(claim: { readonly oldNodeId: NodeId; readonly signedBy: LaneNode }): Promise<Frame> {
    const { context } = this.self;
    const requestId = idFromBytes('request', context.randomBytes(16));
    if (!requestId) throw new TypeError('a request id needs 16 bytes');
    const claimed = replacesBody(claim.oldNodeId, this.self.self, this.victim.self);
    const body = encodeContactRequest({
      requestId,
      sender: this.self.self,
      recipient: this.victim.self,
      name: this.self.name,
      note: '',
      record: null,
      bundle: await context.cipher.makeBundle(this.victim.self, context.now()),
      replaces: {
        oldNodeId: claim.oldNodeId,
        signature: claim.signedBy.context.identity.sign('replaces', claimed),
      },
    });
    return { kind: 'contactRequest', signed: { body, signature: context.identity.sign('request', body) } };
  }

  messageId(): MessageId {
    const id = idFromBytes('message', this.self.context.randomBytes(16));
    if (!id) throw new TypeError('a message id needs 16 bytes');
    return id;
  }

  /** Properly encrypted, under the next number. */
  async envelope(payload: Bytes, changes: Partial<EnvelopeFrame> = {}): Promise<EnvelopeFrame> {
    const { context } = this.self;
    const { type, ciphertext } = await context.cipher.encrypt(this.victim.self, pad(payload), context.now());
    this.#sent = changes.streamSeq ?? this.#sent + 1;
    return { kind: 'envelope', streamSeq: this.#sent, type, ciphertext, ...changes };
  }

  /** Bytes that decrypt to nothing, under the next number. */
  garbage(): EnvelopeFrame {
    return {
      kind: 'envelope',
      streamSeq: this.#sent + 1,
      type: 'whisper',
      ciphertext: utf8('not a message'),
    };
  }

  /** Counts anew, as after either side began another life. */
  beginStream(): void {
    this.#sent = 0;
  }

  /** Starts a session on a bundle of the victim, as after a renewal. */
  async startSession(bundle: Bytes): Promise<void> {
    const { context } = this.self;
    await context.cipher.archiveSession(this.victim.self);
    const begun = await context.cipher.startSession(this.victim.self, bundle, context.now());
    if (!begun) throw new Error('bundle refused');
  }

  async read(frame: EnvelopeFrame): Promise<Payload['content'] | string> {
    const plaintext = await this.self.context.cipher.decrypt(this.victim.self, frame);
    const decoded = typeof plaintext === 'string' ? undefined : decodePayload(unpad(plaintext) ?? plaintext);
    return decoded?.ok ? decoded.value.payload.content : String(plaintext);
  }

  #stream() {
    return this.self.store.streams.get(this.self.contactOf(this.victim.self) ?? ('' as never));
  }

  #conversation() {
    return this.self.conversation(this.victim.self);
  }
}

export function kinds(frames: readonly Frame[]): string[] {
  return frames.map((frame) => frame.kind);
}

function isRenewal(frame: Frame): frame is Extract<Frame, { kind: 'sessionRenewal' }> {
  return frame.kind === 'sessionRenewal';
}
