// A photo of the owner without its metadata, read where it lies: nothing is written anywhere, and what is read twice is the
// same, because what goes follows from the file alone.

import type { SourceFacts } from '../../adapters/filesystem/source-file.js';
import { AppError } from '../../base/app-error.js';
import { type Span, spanLength, type Stripping } from '../../base/media/stripping.js';
import { stripMetadata } from '../../base/media/strip-metadata.js';
import type { OwnersSource } from './owners-source.js';

export class StrippedFile {
  readonly facts: SourceFacts;
  readonly #spans: readonly Span[];
  /** Where each span begins in what is sent. */
  readonly #starts: readonly number[];

  /** Throws AppError METADATA_UNKNOWN {path}: it is not a photo any more that can be stripped. */
  constructor(
    private readonly file: OwnersSource,
    path: string,
  ) {
    const stripping = strippingOf(file);
    if (stripping.outcome === 'cannot') throw new AppError('METADATA_UNKNOWN', { path });
    const { sizeBytes, modifiedMs } = file.facts;
    this.#spans = stripping.outcome === 'stripped' ? stripping.spans : [{ from: 0, length: sizeBytes }];
    const starts: number[] = [];
    let end = 0;
    for (const span of this.#spans) {
      starts.push(end);
      end += spanLength(span);
    }
    this.#starts = starts;
    this.facts = { sizeBytes: end, modifiedMs };
  }

  /** As `SourceFile.read`. */
  read(offset: number, into: Uint8Array): void {
    let index = this.#spanAt(offset);
    for (let done = 0; done < into.length; index++) {
      const span = this.#spans[index];
      if (!span) throw new RangeError('behind the end of what is sent');
      const within = offset + done - (this.#starts[index] ?? 0);
      const part = into.subarray(done, done + spanLength(span) - within);
      if ('bytes' in span) part.set(span.bytes.subarray(within, within + part.length));
      else this.file.read(span.from + within, part);
      done += part.length;
    }
  }

  /** As `SourceFile.demand`, for what is sent. */
  demand({ sizeBytes, modifiedMs }: SourceFacts): void {
    const isSame = sizeBytes === this.facts.sizeBytes;
    this.file.demand({ sizeBytes: isSame ? this.file.facts.sizeBytes : -1, modifiedMs });
  }

  close(): void {
    this.file.close();
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

/** What stripping does to a file as it lies there. Throws AppError FILE_CHANGED. */
export function strippingOf(file: Pick<OwnersSource, 'facts' | 'read'>): Stripping {
  return stripMetadata((offset, length) => {
    const bytes = new Uint8Array(length);
    file.read(offset, bytes);
    return bytes;
  }, file.facts.sizeBytes);
}
