// WebP pictures and films as libsignal's parsers take them: written in a language without memory errors, they go through
// what strangers sent before a decoder that was hurt by such files does. Loaded with the first one.

import type { Bytes } from '../../base/bytes.js';

/** What one film says of itself may be so long: hours of it say less. */
export const MOST_FILM_HEAD_BYTES = 16 * 1_048_576;
/** Given to the parser at once. */
const PIECE_BYTES = 65_536;

export interface FilmBytes {
  readonly sizeBytes: number;
  /** Fills `into`, which the file reaches. */
  read(offset: number, into: Uint8Array): void;
}

/** Where the parts of a film lie that a player needs. */
export interface FilmParts {
  /** What stands before the pictures and sounds; undefined: as it does in the file. */
  readonly head: Bytes | undefined;
  /** Pictures and sounds, in one piece. */
  readonly dataOffset: number;
  readonly dataBytes: number;
}

/** Whether every part of a WebP is built as its format says, the code tables of its points too. */
export async function isSoundWebp(bytes: Bytes): Promise<boolean> {
  const { LibSignalErrorBase, WebpSanitizer } = await import('@signalapp/libsignal-client');
  try {
    WebpSanitizer.sanitize(bytes);
    return true;
  } catch (error) {
    if (error instanceof LibSignalErrorBase) return false;
    throw error;
  }
}

/** Undefined: it is damaged, or of a kind the parser does not know (films in fragments, QuickTime). Throws what `read` throws. */
export async function filmParts(film: FilmBytes): Promise<FilmParts | undefined> {
  const { io, LibSignalErrorBase, Mp4Sanitizer } = await import('@signalapp/libsignal-client');
  const reader = new FilmReader(film);
  class FilmStream extends io.InputStream {
    override read(amount: number): Promise<Bytes> {
      return reader.read(amount);
    }
    override skip(amount: number): Promise<void> {
      return reader.skip(amount);
    }
  }
  try {
    const parts = await Mp4Sanitizer.sanitize(new FilmStream(), BigInt(film.sizeBytes));
    return {
      head: parts.getMetadata() ?? undefined,
      dataOffset: Number(parts.getDataOffset()),
      dataBytes: Number(parts.getDataLen()),
    };
  } catch (error) {
    if (reader.failure) throw reader.failure.reason;
    if (error instanceof LibSignalErrorBase) return undefined;
    throw error;
  }
}

/** Pictures and sounds are skipped, so that only what the film says of itself is read. */
class FilmReader {
  /** The file could not be read. */
  failure: { readonly reason: unknown } | undefined;
  #at = 0;
  #readBytes = 0;

  constructor(private readonly film: FilmBytes) {}

  read(amount: number): Promise<Bytes> {
    const bytes = new Uint8Array(Math.min(amount, PIECE_BYTES, this.film.sizeBytes - this.#at));
    this.#readBytes += bytes.length;
    if (this.#readBytes > MOST_FILM_HEAD_BYTES)
      return Promise.reject(new RangeError('too long for what a film says of itself'));
    try {
      this.film.read(this.#at, bytes);
    } catch (reason) {
      this.failure = { reason };
      return Promise.reject(new Error('the file cannot be read', { cause: reason }));
    }
    this.#at += bytes.length;
    return Promise.resolve(bytes);
  }

  skip(amount: number): Promise<void> {
    if (amount < 0 || this.#at + amount > this.film.sizeBytes)
      return Promise.reject(new RangeError('behind the end of the film'));
    this.#at += amount;
    return Promise.resolve();
  }
}
