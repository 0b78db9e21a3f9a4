// Makes whole encrypted chunks of the bytes of a stretch as they come, all in the same memory: what flows takes none of its own.

import { chunkBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';

export class ChunkAssembly {
  readonly #bytes = new Uint8Array(LIMITS.fileChunkBytes + TAG_BYTES);
  #index = 0;
  #filled = 0;

  constructor(
    /** Of the whole file. */
    private readonly sizeBytes: number,
    /** `sealed` is valid during the call. */
    private readonly whole: (index: number, sealed: Uint8Array) => void,
  ) {}

  /** What comes next belongs to chunk `first`; a chunk that broke off is dropped. */
  begin(first: number): void {
    this.#index = first;
    this.#filled = 0;
  }

  /** The next bytes. Throws what `whole` throws. */
  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const length = chunkBytes(this.sizeBytes, this.#index) + TAG_BYTES;
      const part = bytes.subarray(at, at + length - this.#filled);
      this.#bytes.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled < length) continue;
      this.#filled = 0;
      this.whole(this.#index, this.#bytes.subarray(0, length));
      this.#index += 1;
    }
  }
}
