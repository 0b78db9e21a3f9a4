// Bytes that are stretches of a file, one after another, and others that stand in place of some: read from any place on.

import { type Span, spanLength } from '../../base/media/stripping.js';

export class SpannedBytes {
  readonly sizeBytes: number;
  /** Where each span begins. */
  readonly #starts: readonly number[];

  constructor(readonly spans: readonly Span[]) {
    const starts: number[] = [];
    let end = 0;
    for (const span of spans) {
      starts.push(end);
      end += spanLength(span);
    }
    this.#starts = starts;
    this.sizeBytes = end;
  }

  /** Fills `into`, which they must reach. Throws what reading the file throws. */
  read(file: { read(offset: number, into: Uint8Array): void }, offset: number, into: Uint8Array): void {
    let index = this.#spanAt(offset);
    for (let done = 0; done < into.length; index++) {
      const span = this.spans[index];
      if (!span) throw new RangeError('behind the end of the last stretch');
      const within = offset + done - (this.#starts[index] ?? 0);
      const part = into.subarray(done, done + spanLength(span) - within);
      if ('bytes' in span) part.set(span.bytes.subarray(within, within + part.length));
      else file.read(span.from + within, part);
      done += part.length;
    }
  }

  /** The last one that begins at or before it. */
  #spanAt(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
