// Encrypts files of the owner, chunk by chunk, where they lie. The hash of every encrypted chunk is on the disk before the
// chunk leaves, and what is encrypted again must come out the same: no key and nonce ever meet two plaintexts.

import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { type FileCipher, fileCipher, newFileKey } from '../../adapters/crypto/file-cipher.js';
import { randomBytes } from '../../adapters/crypto/random.js';
import { isFolder } from '../../adapters/filesystem/folder-entries.js';
import { HashList, type SyncCall } from '../../adapters/filesystem/hash-list.js';
import { AppError } from '../../base/app-error.js';
import { type Bytes, equalBytes } from '../../base/bytes.js';
import { idFromBytes, type UploadId } from '../../base/ids.js';
import { type MetadataReport, metadataReport } from '../../base/media/stripping.js';
import { ChunkSet } from '../../core/transfer/index.js';
import { chunkBytes, chunkOffset, encryptedBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import type { FileCalls, PreparedFile, SealOrder } from './file-calls.js';
import { hashesPath } from './file-places.js';
import { openOwn, openSource } from './offered-source.js';
import type { OwnersSource } from './owners-source.js';
import type { UploadSource } from './transfer-job.js';
import { strippingOf } from './stripped-file.js';

interface OpenUpload {
  /** Undefined while it is out of reach. */
  source: OwnersSource | undefined;
  readonly cipher: FileCipher;
  readonly hashes: HashList;
  /** Chunks whose hash is in the list. */
  readonly known: ChunkSet;
  isComplete: boolean;
}

export class SealingDesk {
  readonly #uploads = new Map<UploadId, OpenUpload>();
  /** Their lists of hashes are gone: encrypted again, one key and nonce could meet two plaintexts. 16 bytes each. */
  readonly #forgotten = new Set<UploadId>();
  readonly #plain = new Uint8Array(LIMITS.fileChunkBytes);

  constructor(
    private readonly directory: string,
    /** Every chunk of the upload was encrypted once. */
    private readonly completed: (uploadId: UploadId, root: Bytes) => void,
    /** Undefined: the real one. */
    private readonly sync?: SyncCall,
  ) {}

  /** Throws AppError FILE_UNREADABLE {path, reason}, METADATA_UNKNOWN {path}, FILE_LOST. */
  prepare({ path, spool, metadata }: FileCalls['prepare']['take']): PreparedFile {
    const whole = spool ? path : resolve(path);
    const own = { path: whole, spool };
    const isPacked = !spool && isFolder(whole);
    const report = metadata === 'strip' && !isPacked ? this.metadata(own) : isPacked ? FOLDER : KEPT;
    if (report.outcome === 'cannot' && (report.reason === 'damaged' || report.reason === 'large'))
      throw new AppError('METADATA_UNKNOWN', { path: whole });
    const view = report.outcome === 'stripped' ? 'stripped' : 'whole';
    const file = openSource(this.directory, own, view);
    file.close();
    const { sizeBytes, modifiedMs } = file.facts;
    if (sizeBytes > LIMITS.fileBytes) throw new AppError('FILE_UNREADABLE', { path, reason: 'long' });
    const uploadId = idFromBytes('upload', randomBytes(16));
    if (!uploadId) throw new TypeError('an upload id needs 16 bytes');
    return {
      source: { uploadId, ...own, modifiedMs, view, ...newFileKey(sizeBytes) },
      name: spool ? path : isPacked ? `${basename(whole)}.zip` : basename(whole),
      sizeBytes,
      metadata: report,
    };
  }

  /** Throws AppError FILE_UNREADABLE {path, reason}, FILE_LOST. */
  metadata(own: FileCalls['metadata']['take']): MetadataReport {
    if (!own.spool && isFolder(own.path)) return FOLDER;
    const file = openOwn(this.directory, own);
    try {
      return metadataReport(strippingOf(file));
    } finally {
      file.close();
    }
  }

  /** Chunks `first` and so many more, one after another; how many bytes. Throws FILE_CHANGED, FILE_UNREADABLE, NODE_STOPPING. */
  async seal(order: SealOrder): Promise<number> {
    try {
      return await this.#seal(order);
    } catch (error) {
      this.#lost(order, error);
      throw error;
    }
  }

  /** Whether the file lies there as it was. Throws as `seal`. */
  reach(upload: FileCalls['reach']['take']): null {
    try {
      const opened = this.#opened(upload);
      const { sizeBytes } = opened.upload.cipher;
      opened.source.demand({ sizeBytes, modifiedMs: upload.modifiedMs });
      return null;
    } catch (error) {
      this.#lost(upload, error);
      throw error;
    }
  }

  async #seal(order: SealOrder): Promise<number> {
    const { upload, source } = this.#opened(order);
    const { cipher, hashes, known } = upload;
    const { first, count, into } = order;
    if (count < 1 || first + count > cipher.chunks) throw new RangeError('no chunks of this file');
    const begin = chunkOffset(first);
    const end = Math.min(chunkOffset(first + count), encryptedBytes(cipher.sizeBytes));
    const firstByte = first * LIMITS.fileChunkBytes;
    await source.ready?.(firstByte, Math.min(count * LIMITS.fileChunkBytes, cipher.sizeBytes - firstByte));
    // Given up or lost meanwhile: nobody waits for it any more, or asks again.
    if (this.#uploads.get(order.uploadId)?.source !== source) throw new AppError('NODE_STOPPING');
    const fresh: number[] = [];
    try {
      for (let index = first; index < first + count; index++) {
        const at = chunkOffset(index) - begin;
        const chunk = into.subarray(at, at + chunkBytes(cipher.sizeBytes, index) + TAG_BYTES);
        if (this.#sealOne({ ...upload, source }, index, { chunk, path: order.path })) fresh.push(index);
      }
      await hashes.sync();
    } catch (error) {
      // They have not left. Their hashes are written anew before they do: a second sync says nothing about these.
      for (const index of fresh) known.remove(index);
      for (const index of fresh) hashes.clear(index);
      throw error;
    }
    // While it is out of reach it is not known to be whole; who has all of it asks once more.
    if (known.isFull && !upload.isComplete && upload.source) this.#complete(order, upload, upload.source);
    return end - begin;
  }

  forget(uploadId: UploadId): void {
    const upload = this.#uploads.get(uploadId);
    this.#forgotten.add(uploadId);
    this.#uploads.delete(uploadId);
    upload?.source?.close();
    (upload?.hashes ?? new HashList(hashesPath(this.directory, uploadId))).remove();
  }

  closeAll(): void {
    for (const { source, hashes } of this.#uploads.values()) {
      source?.close();
      hashes.close();
    }
    this.#uploads.clear();
  }

  /** Whether its hash was not in the list before. */
  #sealOne(
    { source, cipher, hashes, known }: OpenUpload & { readonly source: OwnersSource },
    index: number,
    { chunk, path }: { readonly chunk: Uint8Array; readonly path: string },
  ): boolean {
    const plain = this.#plain.subarray(0, chunkBytes(cipher.sizeBytes, index));
    source.read(index * LIMITS.fileChunkBytes, plain);
    cipher.seal(index, plain, chunk);
    const hash = createHash('sha256').update(chunk).digest();
    const before = known.has(index) ? hashes.get(index) : undefined;
    if (before && !equalBytes(before, hash)) throw new AppError('FILE_CHANGED', { path });
    if (before) return false;
    hashes.put(index, hash);
    known.add(index);
    return true;
  }

  #complete({ uploadId, modifiedMs }: SealOrder, upload: OpenUpload, source: OwnersSource): void {
    // What was read at different times is one file only if nobody wrote to it meanwhile.
    source.demand({ sizeBytes: upload.cipher.sizeBytes, modifiedMs });
    upload.isComplete = true;
    this.completed(uploadId, upload.hashes.root(upload.cipher.chunks));
  }

  /** What was opened on a disk that is gone gives nothing any more when it is back: it is opened anew. */
  #lost({ uploadId }: UploadSource, error: unknown): void {
    const upload = this.#uploads.get(uploadId);
    if (!upload?.source || !AppError.is(error, 'FILE_UNREADABLE')) return;
    upload.source.close();
    upload.source = undefined;
  }

  #opened(order: FileCalls['reach']['take']): { readonly upload: OpenUpload; readonly source: OwnersSource } {
    const { uploadId } = order;
    const open = this.#uploads.get(uploadId);
    if (open?.source) return { upload: open, source: open.source };
    // Asked for before it was given up: nobody waits for it any more.
    if (this.#forgotten.has(uploadId)) throw new AppError('NODE_STOPPING');
    const cipher = fileCipher(order.key, order.header);
    if (!cipher) throw new AppError('STORE_DAMAGED');
    const source = this.#sourceOf(order, cipher.sizeBytes);
    try {
      const upload = open ?? this.#uploadOf(uploadId, cipher);
      upload.source = source;
      this.#uploads.set(uploadId, upload);
      return { upload, source };
    } catch (error) {
      source.close();
      throw error;
    }
  }

  #sourceOf({ path, spool, modifiedMs, view }: UploadSource, sizeBytes: number): OwnersSource {
    const source = openSource(this.directory, { path, spool }, view);
    try {
      source.demand({ sizeBytes, modifiedMs });
      return source;
    } catch (error) {
      source.close();
      throw error;
    }
  }

  #uploadOf(uploadId: UploadId, cipher: FileCipher): OpenUpload {
    const hashes = new HashList(hashesPath(this.directory, uploadId), this.sync);
    const known = new ChunkSet(cipher.chunks);
    hashes.forEach(cipher.chunks, (index) => {
      known.add(index);
    });
    return { source: undefined, cipher, hashes, known, isComplete: false };
  }
}

const FOLDER: MetadataReport = { outcome: 'cannot', removed: [], reason: 'folder' };
const KEPT: MetadataReport = { outcome: 'kept', removed: [], reason: null };
