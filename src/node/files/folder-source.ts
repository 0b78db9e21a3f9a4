// A folder of the owner as one file: a zip archive that is made as it is read, from any place on, and lies nowhere. What is
// read twice is the same, or an error.

import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type FolderEntry, folderEntries } from '../../adapters/filesystem/folder-entries.js';
import { type SourceFacts, SourceFile } from '../../adapters/filesystem/source-file.js';
import { AppError } from '../../base/app-error.js';
import { crc32 } from '../../base/zip/crc32.js';
import { zipEntries } from '../../base/zip/zip-entries.js';
import { type ZipLayout, type ZipPart, zipHeader, zipLayout } from '../../base/zip/zip-layout.js';
import type { OwnersSource } from './owners-source.js';

/** Looked at between two turns of others: about a millisecond. */
const LOOKED_AT_BYTES = 1_048_576;

export class FolderSource implements OwnersSource {
  readonly facts: SourceFacts;
  readonly #entries: readonly FolderEntry[];
  readonly #layout: ZipLayout;
  /** Of each file, once it was looked at; until then of whoever looks. */
  readonly #checksums = new Map<number, number>();
  readonly #looking = new Map<number, Promise<void>>();
  /** The file that was read last. */
  #open: { readonly entry: number; readonly file: SourceFile } | undefined;
  #isClosed = false;

  /** Throws AppError FILE_UNREADABLE {path, reason: missing, access, entries}. */
  constructor(private readonly path: string) {
    this.#entries = folderEntries(path);
    this.#layout = zipLayout(zipEntries(this.#entries));
    this.facts = { sizeBytes: this.#layout.sizeBytes, modifiedMs: markOf(this.#layout) };
  }

  /** A file's checksum stands before it: each is read once more, before any of it leaves. Throws as `read`. */
  async ready(offset: number, length: number): Promise<void> {
    for (const { entry, kind } of this.#partsIn(offset, length)) {
      if (kind === 'end' || kind === 'data' || this.#entries[entry]?.sizeBytes === 0) continue;
      if (!this.#checksums.has(entry)) await this.#looked(entry);
    }
  }

  /** After `ready` of the same stretch. Throws AppError FILE_CHANGED {path}, FILE_UNREADABLE {path, reason}. */
  read(offset: number, into: Uint8Array): void {
    for (const part of this.#partsIn(offset, into.length)) {
      const from = Math.max(offset, part.start);
      const to = Math.min(offset + into.length, part.start + part.length);
      const place = into.subarray(from - offset, to - offset);
      if (part.kind === 'data') this.#fileOf(part.entry).read(from - part.start, place);
      else place.set(this.#header(part).subarray(from - part.start, to - part.start));
    }
  }

  /** Throws AppError FILE_CHANGED {path}, FILE_UNREADABLE {path, reason}, also when nothing lies in it any more. */
  demand({ sizeBytes, modifiedMs }: SourceFacts): void {
    const entries = folderEntries(this.path);
    const now = zipLayout(zipEntries(entries));
    // What a disk was mounted on stays, empty, when the disk is gone. The size tells that something was in it.
    if (entries.length === 1 && now.sizeBytes !== sizeBytes)
      throw new AppError('FILE_UNREADABLE', { path: this.path, reason: 'missing' });
    if (now.sizeBytes !== sizeBytes || markOf(now) !== modifiedMs)
      throw new AppError('FILE_CHANGED', { path: this.path });
  }

  close(): void {
    this.#isClosed = true;
    this.#open?.file.close();
    this.#open = undefined;
  }

  #header(part: ZipPart): Uint8Array {
    const isEmpty = part.kind === 'end' || this.#entries[part.entry]?.sizeBytes === 0;
    const checksum = isEmpty ? 0 : this.#checksums.get(part.entry);
    if (checksum === undefined) throw new RangeError('read before it was ready');
    return zipHeader(this.#layout, part, checksum);
  }

  #fileOf(entry: number): SourceFile {
    if (this.#open?.entry === entry) return this.#open.file;
    this.#open?.file.close();
    this.#open = undefined;
    const file = this.#opened(entry);
    this.#open = { entry, file };
    return file;
  }

  #opened(index: number): SourceFile {
    const entry = this.#entries[index];
    if (!entry || this.#isClosed) throw new RangeError('no file of an open folder');
    const file = new SourceFile(entry.path);
    try {
      file.demand(entry);
      return file;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  #looked(entry: number): Promise<void> {
    const begun = this.#looking.get(entry);
    if (begun) return begun;
    const looking = this.#look(entry).finally(() => this.#looking.delete(entry));
    this.#looking.set(entry, looking);
    return looking;
  }

  async #look(entry: number): Promise<void> {
    const file = this.#opened(entry);
    try {
      const { sizeBytes } = file.facts;
      const bytes = new Uint8Array(Math.min(sizeBytes, LOOKED_AT_BYTES));
      let checksum = 0;
      for (let at = 0; at < sizeBytes; at += bytes.length) {
        if (this.#isClosed) return;
        const part = bytes.subarray(0, sizeBytes - at);
        file.read(at, part);
        checksum = crc32(checksum, part);
        await setImmediate();
      }
      this.#checksums.set(entry, checksum);
    } finally {
      file.close();
    }
  }

  /** Those that lie in the stretch, or partly. */
  *#partsIn(offset: number, length: number): Generator<ZipPart> {
    const { parts } = this.#layout;
    let [low, high] = [0, parts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((parts[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    for (let index = low; index < parts.length; index++) {
      const part = parts[index];
      if (!part || part.start >= offset + length) return;
      yield part;
    }
  }
}

/** 48 bits of everything that is known of the entries without reading them. */
function markOf({ entries }: ZipLayout): number {
  const known = entries.map(({ path, sizeBytes, modifiedMs }) => [path, sizeBytes, modifiedMs]);
  return Number.parseInt(createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 12), 16);
}
