// Both ends of a session inside one process, with what a real transport does to values: copied, and never delivered inside
// the sender's call.

import type { FromFace, ToFace } from '../../contract/messages.js';
import type { FaceTransport, NodeTransport } from '../../contract/transport.js';

export function inProcessTransport(): { readonly node: NodeTransport; readonly face: FaceTransport } {
  const node = new End<ToFace>();
  const face = new End<FromFace>();
  node.connect(face);
  face.connect(node);
  // What the node receives is unvalidated even here, and the face trusts its node.
  return { node: node as NodeTransport, face: face as FaceTransport };
}

class End<Send> {
  #other: End<never> | undefined;
  #isOpen = true;
  #waiting: unknown[] = [];
  #onMessage: ((message: never) => void) | undefined;
  #onClose: (() => void) | undefined;

  connect(other: End<never>): void {
    this.#other = other;
  }

  send(message: Send): void {
    if (!this.#isOpen) return;
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => this.#other?.receive(copy));
  }

  onMessage(listener: (message: never) => void): void {
    this.#onMessage = listener;
    for (const message of this.#waiting.splice(0))
      queueMicrotask(() => {
        this.receive(message);
      });
  }

  onClose(listener: () => void): void {
    this.#onClose = listener;
  }

  close(): void {
    queueMicrotask(() => this.#other?.end());
    this.end();
  }

  receive(message: unknown): void {
    if (!this.#isOpen) return;
    if (this.#onMessage) this.#onMessage(message as never);
    else this.#waiting.push(message);
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const onClose = this.#onClose;
    if (onClose) queueMicrotask(onClose);
  }
}
