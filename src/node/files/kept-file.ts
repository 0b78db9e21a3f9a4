// A whole file in the home, opened piece by piece: what it gives was verified, and clear bytes stand in memory only.

import { type FileCipher, fileCipher } from '../../adapters/crypto/file-cipher.js';
import { isThere, PartFile } from '../../adapters/filesystem/part-file.js';
import { AppError } from '../../base/app-error.js';
import { chunkBytes, chunkOffset, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import type { Spool } from '../../core/ports/spool-store.js';
import type { ArrivingFile } from './file-calls.js';
import { keptPath } from './file-places.js';

export class KeptFile {
  readonly #cipher: FileCipher;
  readonly #file: PartFile;
  readonly #sealed = new Uint8Array(LIMITS.fileChunkBytes + TAG_BYTES);
  readonly #plain = new Uint8Array(LIMITS.fileChunkBytes);
  /** The chunk that stands in `#plain`. */
  #opened: number | undefined;

  /** Throws AppError FILE_LOST. */
  constructor(directory: string, { id, key, header }: ArrivingFile | Spool) {
    const cipher = fileCipher(key, header);
    const path = keptPath(directory, id);
    if (!cipher || !isThere(path)) throw new AppError('FILE_LOST');
    this.#cipher = cipher;
    this.#file = new PartFile(path);
  }

  get sizeBytes(): number {
    return this.#cipher.sizeBytes;
  }

  get chunks(): number {
    return this.#cipher.chunks;
  }

  /** Valid until the next call. Throws AppError FILE_LOST. */
  chunk(index: number): Uint8Array {
    const length = chunkBytes(this.sizeBytes, index);
    if (this.#opened !== index) {
      this.#opened = undefined;
      const sealed = this.#sealed.subarray(0, length + TAG_BYTES);
      if (!this.#file.read(chunkOffset(index), sealed) || !this.#cipher.open(index, sealed, this.#plain)) {
        throw new AppError('FILE_LOST');
      }
      this.#opened = index;
    }
    return this.#plain.subarray(0, length);
  }

  /** Fills `into`, which the file must reach. Throws AppError FILE_LOST. */
  read(offset: number, into: Uint8Array): void {
    for (let done = 0; done < into.length;) {
      const index = Math.floor((offset + done) / LIMITS.fileChunkBytes);
      const from = offset + done - index * LIMITS.fileChunkBytes;
      const part = this.chunk(index).subarray(from, from + into.length - done);
      into.set(part, done);
      done += part.length;
    }
  }

  close(): void {
    this.#plain.fill(0);
    this.#opened = undefined;
    this.#file.close();
  }
}

/** The clear text of a kept file, chunk by chunk, each valid until the next is taken. Throws FILE_LOST. */
export function* readKept(directory: string, file: ArrivingFile): Generator<Uint8Array> {
  const kept = new KeptFile(directory, file);
  try {
    for (let index = 0; index < kept.chunks; index++) yield kept.chunk(index);
  } finally {
    kept.close();
  }
}
