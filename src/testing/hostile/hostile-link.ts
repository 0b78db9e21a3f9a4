// A link on which anything can be said: typed frames, any plaintext under the right key, or raw messages.

import type { Bytes } from '../../base/bytes.js';
import { openMessage, sealMessage, type Transport } from '../../core/link/index.js';
import { decodeFrame, encodeFrame, type Frame } from '../../protocol/frame-codec.js';
import { type BentHandshake, linkCrypto } from './bent-handshake.js';
import type { HostileSocket } from './hostile-socket.js';
import { Inbox } from './inbox.js';

type FrameOf<Kind extends Frame['kind']> = Extract<Frame, { kind: Kind }>;

export class HostileLink {
  /** Everything the node said, in order. */
  readonly heard: Frame[] = [];
  /** Told of every frame after it was noted. */
  onFrame: (frame: Frame) => void = () => undefined;
  readonly #inbox = new Inbox<Frame>();
  #transport: Transport;
  #nonce = 0;

  constructor(
    readonly socket: HostileSocket,
    readonly handshake: BentHandshake,
  ) {
    this.#transport = handshake.transport;
    socket.handTo((message) => {
      this.#receive(message);
    });
    void socket.ended.then((code) => {
      const last = this.heard.at(-1);
      const reason = last?.kind === 'close' ? last.reason : String(code);
      this.#inbox.end(`the node ended the link: ${reason}`);
    });
  }

  /** Why the node ended it: the reason of its Close frame, or `cut`. */
  get ended(): Promise<string> {
    return this.socket.ended.then(() => {
      const last = this.heard.at(-1);
      return last?.kind === 'close' ? last.reason : 'cut';
    });
  }

  /** Why the node refused what it refused so far, in order. */
  get refusals(): string[] {
    return this.heard.flatMap((frame) => (frame.kind === 'refused' ? [frame.reason] : []));
  }

  /** `served` when it goes on, else why the node ended it. */
  async fate(): Promise<string> {
    return (await this.isServed()) ? 'served' : this.ended;
  }

  send(frame: Frame): void {
    this.sendPlaintext(encodeFrame(frame));
  }

  /** Any bytes in place of a frame. */
  sendPlaintext(plaintext: Bytes): void {
    this.socket.send(this.seal(plaintext));
  }

  /** The message that would carry it next; whoever takes it decides whether and when it leaves. */
  seal(plaintext: Bytes): Bytes {
    const sealed = sealMessage(linkCrypto, this.#transport, plaintext);
    if (!sealed) throw new Error('no nonce is left');
    this.#transport = sealed.transport;
    return sealed.message;
  }

  /** The next frame of this kind for which `isMeant` holds; rejects when the link ended before. */
  frame<Kind extends Frame['kind']>(
    kind: Kind,
    isMeant: (frame: FrameOf<Kind>) => boolean = () => true,
  ): Promise<FrameOf<Kind>> {
    const isIt = (frame: Frame) => frame.kind === kind && isMeant(frame as FrameOf<Kind>);
    return this.#inbox.take(`a frame of kind ${kind}`, isIt) as Promise<FrameOf<Kind>>;
  }

  /** Whether the node took everything so far as coming from a proved peer and the link goes on. */
  async isServed(): Promise<boolean> {
    const nonce = ++this.#nonce;
    this.send({ kind: 'ping', nonce });
    const answered = this.#inbox.take('a pong', (frame) => frame.kind === 'pong' && frame.nonce === nonce);
    return answered.then(
      () => true,
      () => false,
    );
  }

  /** Returns when the node's commit lane has worked through everything sent so far; the link must be up. */
  async settled(): Promise<void> {
    // A request nobody signed is refused by the lane, in its turn.
    const signed = { body: Uint8Array.of(1), signature: new Uint8Array(64) };
    this.send({ kind: 'contactRequest', signed });
    await this.#inbox.take('a refusal', (frame) => frame.kind === 'refused' && frame.refusedKind === 7);
  }

  async end(): Promise<void> {
    this.socket.end();
    await this.socket.ended;
  }

  #receive(message: Bytes): void {
    const opened = openMessage(linkCrypto, this.#transport, message);
    // A node that does not share our key has ended the handshake in its own mind.
    if (!opened) return this.socket.end();
    this.#transport = opened.transport;
    const frame = decodeFrame(opened.plaintext);
    if (!frame.ok) throw frame.error;
    this.heard.push(frame.value);
    this.#inbox.push(frame.value);
    this.onFrame(frame.value);
  }
}
