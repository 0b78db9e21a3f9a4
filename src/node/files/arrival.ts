// One file that arrives: every chunk is opened with the file's key before it counts, and what was verified once is found
// again after any crash. It lies in the home encrypted, as it came.

import { createHash } from 'node:crypto';
import { type FileCipher, fileCipher } from '../../adapters/crypto/file-cipher.js';
import { HashList } from '../../adapters/filesystem/hash-list.js';
import {
  type DiskCalls,
  fileMark,
  isThere,
  PartFile,
  removeFile,
  syncDirectory,
} from '../../adapters/filesystem/part-file.js';
import { AppError } from '../../base/app-error.js';
import { type Bytes, equalBytes } from '../../base/bytes.js';
import { ChunkSet } from '../../core/transfer/index.js';
import { chunkBytes, chunkOffset, encryptedBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import type { ArrivingFile } from './file-calls.js';
import { hashesPath, keptPath, partPath } from './file-places.js';

/** Chunks checked before other files have their turn. */
const CHECKED_AT_ONCE = 32;

export class Arrival {
  readonly chunks: ChunkSet;
  readonly cipher: FileCipher;
  readonly #scratch = new Uint8Array(LIMITS.fileChunkBytes + TAG_BYTES);
  #open: { readonly part: PartFile; readonly hashes: HashList } | undefined;
  /** Of its two files, since they rest. */
  #restsAs: string | undefined;
  #isKept: boolean;
  #keeping: Promise<void> | undefined;

  /** Throws PAYLOAD_REFUSED when the key is not the one the offer committed to. */
  constructor(
    private readonly directory: string,
    private readonly file: ArrivingFile,
    private readonly calls?: DiskCalls,
  ) {
    const cipher = fileCipher(file.key, file.header);
    if (!cipher) throw new AppError('PAYLOAD_REFUSED');
    this.cipher = cipher;
    this.chunks = new ChunkSet(cipher.chunks);
    this.#isKept = isThere(keptPath(directory, file.id));
  }

  get isKept(): boolean {
    return this.#isKept;
  }

  /** Bytes that are still to be written. */
  get missingBytes(): number {
    if (this.#isKept) return 0;
    const { sizeBytes, chunks } = this.cipher;
    return Math.ceil(encryptedBytes(sizeBytes) * (1 - this.chunks.size / chunks));
  }

  /** Finds what was verified before: what the list of hashes names and the disk still holds. */
  async check(): Promise<void> {
    if (this.isAsItRested) return;
    // A node that died right behind the renaming may not have it on the disk.
    if (this.#isKept) return syncDirectory(this.directory, this.calls?.sync);
    const { part, hashes } = this.#opened();
    const noted: number[] = [];
    hashes.forEach(this.cipher.chunks, (index) => noted.push(index));
    for (const [count, index] of noted.entries()) {
      const chunk = this.#chunkOf(index);
      const hash = hashes.get(index);
      if (hash && part.read(chunkOffset(index), chunk) && equalBytes(sha256(chunk), hash))
        this.chunks.add(index);
      if (count % CHECKED_AT_ONCE === 0) await new Promise(setImmediate);
    }
  }

  /** Throws PAYLOAD_REFUSED when it is not that chunk of this file, DISK_FULL. */
  put(index: number, sealed: Uint8Array): void {
    if (this.#isKept || this.chunks.has(index)) return;
    if (!this.cipher.open(index, sealed)) throw new AppError('PAYLOAD_REFUSED');
    const { part, hashes } = this.#opened();
    part.write(chunkOffset(index), sealed);
    // In this order: a hash says that its chunk was written.
    hashes.put(index, sha256(sealed));
    this.chunks.add(index);
  }

  /** Throws PAYLOAD_REFUSED when the sender stated another root, and what `PartFile.finish` throws. */
  async keep(root: Bytes): Promise<void> {
    if (this.#isKept) return;
    const { part, hashes } = this.#opened();
    if (!this.chunks.isFull || !equalBytes(hashes.root(this.cipher.chunks), root)) {
      throw new AppError('PAYLOAD_REFUSED');
    }
    this.#keeping ??= part.finish(keptPath(this.directory, this.file.id));
    await this.#keeping;
    hashes.remove();
    this.#open = undefined;
    this.#isKept = true;
  }

  close(): void {
    this.#open?.part.close();
    this.#open?.hashes.close();
    this.#open = undefined;
  }

  /** Closes its files. Nothing of them is read again as long as nobody touches them. */
  rest(): void {
    this.close();
    this.#restsAs = this.#marks();
  }

  /** Whether nobody touched its files since. */
  get isAsItRested(): boolean {
    return this.#restsAs !== undefined && this.#restsAs === this.#marks();
  }

  #marks(): string | undefined {
    const { directory, file } = this;
    const marks = [partPath(directory, file.id), hashesPath(directory, file.id)].map(fileMark);
    return marks.includes(undefined) ? undefined : marks.join();
  }

  #opened() {
    this.#restsAs = undefined;
    this.#open ??= {
      part: new PartFile(partPath(this.directory, this.file.id), this.calls),
      hashes: new HashList(hashesPath(this.directory, this.file.id)),
    };
    return this.#open;
  }

  #chunkOf(index: number): Uint8Array {
    return this.#scratch.subarray(0, chunkBytes(this.cipher.sizeBytes, index) + TAG_BYTES);
  }
}

/** Everything that is here of a file. */
export function discardArrived(directory: string, id: ArrivingFile['id']): void {
  for (const path of [partPath(directory, id), keptPath(directory, id), hashesPath(directory, id)])
    removeFile(path);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
