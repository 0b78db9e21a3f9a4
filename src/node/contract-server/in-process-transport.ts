// Both ends of a session inside one process, with what a real transport does to values: copied, and never delivered inside
// the sender's call.

import type { FaceTransport, NodeTransport } from '../../contract/transport.js';

export function inProcessTransport(): { readonly node: NodeTransport; readonly face: FaceTransport } {
  const node = new End();
  const face = new End();
  node.connect(face);
  face.connect(node);
  // The face trusts its node to say what the contract promises; the node trusts nobody.
  return { node, face: face as FaceTransport };
}

class End {
  #other: End | undefined;
  #isOpen = true;
  #waiting: unknown[] = [];
  #onMessage: ((message: unknown) => void) | undefined;
  #onClose: (() => void) | undefined;

  connect(other: End): void {
    this.#other = other;
  }

  send(message: unknown): void {
    if (!this.#isOpen) return;
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => this.#other?.receive(copy));
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
    for (const message of this.#waiting.splice(0)) {
      queueMicrotask(() => {
        this.receive(message);
      });
    }
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
    if (this.#onMessage) this.#onMessage(message);
    else this.#waiting.push(message);
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#onClose) queueMicrotask(this.#onClose);
  }
}
