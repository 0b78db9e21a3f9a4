// A photo without its metadata, put together from what is said of it.

import { type Bytes, concatBytes, copyBytes } from '../base/bytes.js';
import { stripMetadata } from '../base/media/strip-metadata.js';
import type { Stripping } from '../base/media/stripping.js';

export const strip = (file: Uint8Array): Stripping =>
  stripMetadata((offset, length) => file.subarray(offset, offset + length), file.length);

/** The file without; the file itself where nothing is to be taken off. */
export function stripped(file: Uint8Array): Bytes {
  const result = strip(file);
  if (result.outcome === 'cannot') throw new Error(result.reason);
  if (result.outcome === 'nothing') return copyBytes(file);
  return concatBytes(
    ...result.spans.map((span) =>
      'bytes' in span ? span.bytes : file.subarray(span.from, span.from + span.length),
    ),
  );
}

/** Which parts; where none is removed what was found out instead. */
export const removed = (file: Uint8Array) => {
  const result = strip(file);
  return result.outcome === 'stripped' ? result.removed : result;
};
