// Shows files by address, the same in every shell: pieces pulled from the node as the page takes them, of types that are
// decided there, under headers that let an answer be nothing but a picture, a sound or a film.

import type { MediaType } from '../base/media/media-type.js';
import { AppError } from '../base/app-error.js';
import type { Bytes } from '../base/bytes.js';
import { isAnswerLost } from './answer-lost.js';

/** Of one file asked for at once. */
export const MEDIA_PIECE_BYTES = 262_144;
/** Pieces asked for at the same time, all files together, and those that may wait for their turn. */
const PIECES_AT_ONCE = 8;
const PIECES_WAITING = 512;

/** Relative to the page; behind it stands the id of the transfer. */
export const MEDIA_PATH = 'media/';

/** Some bytes of a file, and what is known of the whole. */
export interface MediaPiece {
  readonly type: MediaType;
  /** Of the whole file. */
  readonly sizeBytes: number;
  /** Fewer than asked for at the end of the file, none behind it. */
  readonly bytes: Bytes;
}

/** As the command `readMedia`; rejects with AppError. */
export type ReadMedia = (piece: {
  readonly transferId: string;
  readonly offset: number;
  readonly length: number;
}) => Promise<MediaPiece>;

/** What a shell answers a request for a file with. */
export interface MediaAnswer {
  readonly status: 200 | 206 | 403 | 404 | 416 | 503;
  readonly headers: Readonly<Record<string, string>>;
  /** Pulled piece by piece; throws when the file cannot be read on. Undefined: none. */
  readonly body?: AsyncIterable<Bytes>;
}

/** Whatever the bytes are taken for, they run nothing, load nothing and are kept nowhere. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const ID = /^[0-9a-f]{32}$/u;

export class MediaDoor {
  #open = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly read: ReadMedia) {}

  /**
   * @param id what stands behind MEDIA_PATH
   * @param range the request's header of that name
   */
  async answer(id: string, range: string | null): Promise<MediaAnswer> {
    if (!ID.test(id)) return refusal(404);
    try {
      const { from, to, isPart, sizeBytes, first } = await this.#begin(id, range);
      if (from >= sizeBytes) return refusal(416, { 'content-range': `bytes */${String(sizeBytes)}` });
      const part = isPart
        ? { 'content-range': `bytes ${String(from)}-${String(to)}/${String(sizeBytes)}` }
        : {};
      return {
        status: isPart ? 206 : 200,
        headers: {
          ...HEADERS,
          ...part,
          'content-type': first.type,
          'content-length': String(to - from + 1),
          'accept-ranges': 'bytes',
        },
        body: this.#pieces(id, { first: first.bytes, from, to }),
      };
    } catch (error) {
      return refusal(refusedPieceStatus(error));
    }
  }

  /** The first piece says what the file is and how long. */
  async #begin(id: string, header: string | null) {
    const wanted = wantedRange(header);
    const isFromEnd = wanted !== undefined && 'last' in wanted;
    const { sizeBytes } = isFromEnd ? await this.#piece(id, 0, 1) : { sizeBytes: 0 };
    const from = wanted === undefined ? 0 : isFromEnd ? Math.max(0, sizeBytes - wanted.last) : wanted.from;
    const until = wanted === undefined || isFromEnd ? Infinity : wanted.to;
    const first = await this.#piece(id, from, Math.min(MEDIA_PIECE_BYTES, until - from + 1));
    const to = Math.min(until, first.sizeBytes - 1);
    return { from, to, isPart: wanted !== undefined, sizeBytes: first.sizeBytes, first };
  }

  async *#pieces(id: string, { first, from, to }: { first: Bytes; from: number; to: number }) {
    let bytes = first;
    for (let at = from; ;) {
      if (bytes.length === 0) throw new AppError('NOT_FOUND', { what: 'file' });
      yield bytes;
      at += bytes.length;
      if (at > to) return;
      bytes = (await this.#piece(id, at, Math.min(MEDIA_PIECE_BYTES, to - at + 1))).bytes;
    }
  }

  async #piece(transferId: string, offset: number, length: number): Promise<MediaPiece> {
    if (this.#open >= PIECES_AT_ONCE) {
      if (this.#waiting.length >= PIECES_WAITING)
        throw new AppError('RATE_EXCEEDED', { limit: PIECES_WAITING });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#open += 1;
    try {
      return await this.read({ transferId, offset, length });
    } finally {
      // Whoever waits longest takes the place over.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#open -= 1;
    }
  }
}

/** One range of bytes; undefined for no header, and for what is none or more, which RFC 9110 lets a server pass over. */
export function wantedRange(
  header: string | null,
): { readonly from: number; readonly to: number } | { readonly last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header?.trim() ?? '') ?? [];
  if (from !== '') {
    const range = { from: Number(from), to: to === '' ? Infinity : Number(to) };
    return range.from <= range.to ? range : undefined;
  }
  return Number(to) > 0 ? { last: Number(to) } : undefined;
}

function refusal(status: MediaAnswer['status'], headers: Readonly<Record<string, string>> = {}): MediaAnswer {
  return { status, headers: { ...HEADERS, ...headers } };
}

/** Which status tells why the first piece of a file was not given. What a lock or a busy node cut off is still there. */
export function refusedPieceStatus(error: unknown): 403 | 404 | 503 {
  if (AppError.is(error, 'NODE_LOCKED') || AppError.is(error, 'IDENTITY_MISSING')) return 403;
  return isAnswerLost(error) || AppError.is(error, 'RATE_EXCEEDED') ? 503 : 404;
}
