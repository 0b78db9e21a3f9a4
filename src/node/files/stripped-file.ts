// A photo of the owner without its metadata, read where it lies: nothing is written anywhere, and what is read twice is the
// same, because what goes follows from the file alone.

import type { SourceFacts } from '../../adapters/filesystem/source-file.js';
import { AppError } from '../../base/app-error.js';
import type { Stripping } from '../../base/media/stripping.js';
import { stripMetadata } from '../../base/media/strip-metadata.js';
import type { OwnersSource } from './owners-source.js';
import { SpannedBytes } from './spanned-bytes.js';

export class StrippedFile {
  readonly facts: SourceFacts;
  readonly #sent: SpannedBytes;

  /** Throws AppError METADATA_UNKNOWN {path}: it is not a photo any more that can be stripped. */
  constructor(
    private readonly file: OwnersSource,
    path: string,
  ) {
    const stripping = strippingOf(file);
    if (stripping.outcome === 'cannot') throw new AppError('METADATA_UNKNOWN', { path });
    const { sizeBytes, modifiedMs } = file.facts;
    this.#sent = new SpannedBytes(
      stripping.outcome === 'stripped' ? stripping.spans : [{ from: 0, length: sizeBytes }],
    );
    this.facts = { sizeBytes: this.#sent.sizeBytes, modifiedMs };
  }

  /** As `SourceFile.read`. */
  read(offset: number, into: Uint8Array): void {
    this.#sent.read(this.file, offset, into);
  }

  /** As `SourceFile.demand`, for what is sent. */
  demand({ sizeBytes, modifiedMs }: SourceFacts): void {
    const isSame = sizeBytes === this.facts.sizeBytes;
    this.file.demand({ sizeBytes: isSame ? this.file.facts.sizeBytes : -1, modifiedMs });
  }

  close(): void {
    this.file.close();
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
