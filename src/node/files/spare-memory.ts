// Memory both threads see, used again and again: so that nothing of what flows has to be allocated, or copied between them.

import type { SharedBytes } from '../../base/bytes.js';

export class SpareMemory {
  readonly #spare: SharedBytes[] = [];

  constructor(
    /** Of each piece. */
    private readonly pieceBytes: number,
    /** Pieces kept for whoever asks next. */
    private readonly most: number,
  ) {}

  /** A whole piece, with whatever stood in it. */
  take(): SharedBytes {
    return this.#spare.pop() ?? new Uint8Array(new SharedArrayBuffer(this.pieceBytes));
  }

  /** Nobody looks at it any more. */
  giveBack(piece: SharedBytes): void {
    if (this.#spare.length < this.most) this.#spare.push(piece);
  }
}
