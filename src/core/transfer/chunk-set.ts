// Which chunks of a file are there, one bit each, and which stretch of missing ones is fetched next.

/** Chunks from `first`, so many. */
export interface ChunkRun {
  readonly first: number;
  readonly count: number;
}

export class ChunkSet {
  readonly #bits: Uint8Array;
  #size = 0;

  constructor(readonly chunks: number) {
    this.#bits = new Uint8Array(Math.ceil(chunks / 8));
  }

  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size === this.chunks;
  }

  has(index: number): boolean {
    return (((this.#bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
  }

  add(index: number): void {
    if (index >= this.chunks || this.has(index)) return;
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) | (1 << (index & 7));
    this.#size += 1;
  }

  remove(index: number): void {
    if (!this.has(index)) return;
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) & ~(1 << (index & 7));
    this.#size -= 1;
  }

  /** The first stretch at or behind `from` that is not there, at most `most` long. */
  missingFrom(from: number, most: number): ChunkRun | undefined {
    let first = from;
    while (first < this.chunks && this.has(first))
      first += (first & 7) === 0 && this.#isByteFull(first) ? 8 : 1;
    if (first >= this.chunks) return undefined;
    let count = 1;
    while (count < most && first + count < this.chunks && !this.has(first + count)) count += 1;
    return { first, count };
  }

  #isByteFull(index: number): boolean {
    return this.#bits[index >> 3] === 0xff;
  }
}
