// Files that are handed over as bytes: encrypted as they come, in constant memory, so that no clear byte of them reaches the
// disk of the home. What a crash leaves of one nobody can open, and the next start sweeps it away.

import { type FileCipher, fileCipher, newFileKey } from '../../adapters/crypto/file-cipher.js';
import { type DiskCalls, namedAgain, PartFile, removeFile } from '../../adapters/filesystem/part-file.js';
import { AppError } from '../../base/app-error.js';
import type { SpoolId } from '../../base/ids.js';
import type { Spool } from '../../core/ports/spool-store.js';
import { chunkBytes, chunkOffset, encryptedBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import type { DiskRoom } from './disk-room.js';
import type { FileCalls } from './file-calls.js';
import { keptPath, partPath } from './file-places.js';
import { KeptFile } from './kept-file.js';

/** Chunks between two looks at how full the disk is: 64 MiB. */
const CHUNKS_PER_LOOK = 256;

interface OpenSpool {
  readonly cipher: FileCipher;
  readonly part: PartFile;
  /** The chunk that is being filled. */
  readonly plain: Uint8Array;
  index: number;
  filled: number;
}

export class SpoolingDesk {
  readonly #open = new Map<SpoolId, OpenSpool>();
  readonly #sealed = new Uint8Array(LIMITS.fileChunkBytes + TAG_BYTES);

  constructor(
    private readonly directory: string,
    private readonly room: DiskRoom,
    /** Undefined: the real ones. */
    private readonly calls?: DiskCalls,
  ) {
    room.count(() => [...this.#open.values()].reduce((sum, spool) => sum + missingBytes(spool), 0));
  }

  /** Throws AppError DISK_FULL. */
  begin({ id, sizeBytes }: FileCalls['beginSpool']['take']): Spool {
    this.room.demand(encryptedBytes(sizeBytes));
    const { key, header } = newFileKey(sizeBytes);
    const cipher = fileCipher(key, header);
    if (!cipher) throw new TypeError('a header made for its key');
    const part = new PartFile(partPath(this.directory, id), this.calls);
    const plain = new Uint8Array(Math.min(sizeBytes, LIMITS.fileChunkBytes));
    this.#open.set(id, { cipher, part, plain, index: 0, filled: 0 });
    return { id, key, header };
  }

  /** Throws AppError DISK_FULL. */
  take({ id, bytes }: FileCalls['spool']['take']): null {
    const spool = this.#spool(id);
    for (let at = 0; at < bytes.length;) {
      const wanted = chunkBytes(spool.cipher.sizeBytes, spool.index) - spool.filled;
      if (wanted <= 0) throw new RangeError('more than was announced');
      const part = bytes.subarray(at, at + wanted);
      spool.plain.set(part, spool.filled);
      spool.filled += part.length;
      at += part.length;
      if (part.length === wanted) this.#seal(spool);
    }
    return null;
  }

  /** Throws AppError DISK_FULL. */
  async keep(id: SpoolId): Promise<null> {
    const spool = this.#spool(id);
    if (spool.cipher.sizeBytes === 0) this.#seal(spool);
    if (spool.index < spool.cipher.chunks) throw new RangeError('less than was announced');
    await spool.part.finish(keptPath(this.directory, id));
    this.#open.delete(id);
    return null;
  }

  /**
   * The same encrypted bytes under a name of their own, so that either may go without the other; where the disk has no second
   * names for a file they are copied. Throws AppError FILE_LOST, DISK_FULL.
   */
  async fromKept({ id, kept }: FileCalls['spoolKept']['take']): Promise<Spool> {
    const file = new KeptFile(this.directory, kept);
    file.close();
    await namedAgain(keptPath(this.directory, kept.id), keptPath(this.directory, id), () => {
      this.room.demand(encryptedBytes(file.sizeBytes));
    });
    return { id, key: kept.key, header: kept.header };
  }

  /** Also of one that is whole. */
  discard(id: SpoolId): null {
    this.#open.get(id)?.plain.fill(0);
    this.#open.get(id)?.part.close();
    this.#open.delete(id);
    for (const path of [partPath(this.directory, id), keptPath(this.directory, id)]) removeFile(path);
    return null;
  }

  #seal(spool: OpenSpool): void {
    const { cipher, part, plain, index, filled } = spool;
    if (index % CHUNKS_PER_LOOK === CHUNKS_PER_LOOK - 1) this.room.look();
    const sealed = this.#sealed.subarray(0, filled + TAG_BYTES);
    cipher.seal(index, plain.subarray(0, filled), sealed);
    part.write(chunkOffset(index), sealed);
    plain.fill(0);
    spool.index += 1;
    spool.filled = 0;
  }

  #spool(id: SpoolId): OpenSpool {
    const spool = this.#open.get(id);
    if (!spool) throw new AppError('NOT_FOUND', { what: 'file' });
    return spool;
  }
}

function missingBytes({ cipher, index }: OpenSpool): number {
  return Math.max(0, encryptedBytes(cipher.sizeBytes) - chunkOffset(index));
}
