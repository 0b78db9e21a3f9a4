// Fetches missing chunks in slices over the link, a few at a time.

import type { SharedBytes } from '../../base/bytes.js';
import type { ChunkSlice } from '../../protocol/bulk-frame-codec.js';
import { chunkBytes, chunkOffset, TAG_BYTES } from '../../protocol/file-header.js';
import { SpareMemory } from './spare-memory.js';

/** Chunks asked for and not kept yet. */
const WINDOW = 8;

export interface SliceFetchWorld {
  readonly sizeBytes: number;
  /** The next missing chunk at or behind `from`. */
  missing(from: number): Promise<number | undefined>;
  /** False: the link takes nothing now. */
  ask(index: number): boolean;
  /** Keeps a whole encrypted chunk, which stays as it is until then; rejects when it is not that chunk. */
  put(index: number, sealed: Uint8Array): Promise<void>;
}

interface Assembly {
  readonly bytes: SharedBytes;
  /** Of `bytes`. */
  readonly piece: SharedBytes;
  filled: number;
}

export class SliceFetch {
  readonly #assemblies = new Map<number, Assembly>();
  readonly #puts = new Set<Promise<void>>();
  readonly #memory = new SpareMemory(chunkOffset(1), WINDOW);
  #failure: unknown;
  #slices = 0;
  #wake: (() => void) | undefined;
  #isStopped = false;

  constructor(private readonly world: SliceFetchWorld) {}

  /** So many slices came; a run that stays the same is one nobody answers. */
  get pieces(): number {
    return this.#slices;
  }

  /** Resolves once `most` chunks came, nothing is missing, or it was stopped. Rejects with the failure of `put`. */
  async run(most: number): Promise<void> {
    let from = 0;
    for (let asked = 0; asked < most && !this.#isDone();) {
      const index = await this.world.missing(from);
      if (index === undefined) break;
      while (this.#assemblies.size + this.#puts.size >= WINDOW && !this.#isDone()) await this.#woken();
      if (this.#isDone()) break;
      if (!this.world.ask(index)) {
        await this.#woken();
        continue;
      }
      const length = chunkBytes(this.world.sizeBytes, index) + TAG_BYTES;
      const piece = this.#memory.take();
      this.#assemblies.set(index, { bytes: piece.subarray(0, length), piece, filled: 0 });
      from = index + 1;
      asked += 1;
    }
    while (this.#assemblies.size > 0 && !this.#isDone()) await this.#woken();
    await Promise.all(this.#puts);
    if (this.#failure !== undefined) throw this.#failure as Error;
  }

  /** What was not asked for, or not in its order, is passed over. */
  slice({ index, offset, bytes }: ChunkSlice): void {
    const assembly = this.#assemblies.get(index);
    if (!assembly || offset !== assembly.filled || offset + bytes.length > assembly.bytes.length) return;
    assembly.bytes.set(bytes, offset);
    assembly.filled += bytes.length;
    this.#slices += 1;
    if (assembly.filled < assembly.bytes.length) return;
    this.#assemblies.delete(index);
    const put = this.world
      .put(index, assembly.bytes)
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => {
        this.#puts.delete(put);
        this.#memory.giveBack(assembly.piece);
        this.#wake?.();
      });
    this.#puts.add(put);
    this.#wake?.();
  }

  /** The link may take more. */
  writable(): void {
    this.#wake?.();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake?.();
  }

  #isDone(): boolean {
    return this.#isStopped || this.#failure !== undefined;
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
