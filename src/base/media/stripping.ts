// What becomes of a photo's metadata: which stretches of the file stay, byte for byte, and what takes the place of others.

import type { Bytes } from '../bytes.js';

/** trailer: what stands behind the end of the picture. other: what no program needs to show it. */
export type MetadataPart = 'exif' | 'xmp' | 'iptc' | 'comment' | 'time' | 'thumbnail' | 'trailer' | 'other';

/** A stretch of the file, or bytes that stand there instead. */
export type Span = { readonly from: number; readonly length: number } | { readonly bytes: Bytes };

/**
 * stripped: `spans` one after another are the file without. nothing: there is none. cannot: format: no kind of file this
 * knows how to strip. damaged: of such a kind, but not as it should be. large: larger than photos are.
 */
export type Stripping =
  | {
      readonly outcome: 'stripped';
      readonly removed: readonly MetadataPart[];
      readonly spans: readonly Span[];
    }
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'cannot'; readonly reason: 'format' | 'damaged' | 'large' };

/** What was done about a file's metadata, to be told to its owner. kept: nothing, as they wished. */
export interface MetadataReport {
  readonly outcome: Stripping['outcome'] | 'kept';
  readonly removed: readonly MetadataPart[];
  /** Exactly with `cannot`. folder: what is in it is not looked at. */
  readonly reason: Extract<Stripping, { outcome: 'cannot' }>['reason'] | 'folder' | null;
}

export function metadataReport(stripping: Stripping): MetadataReport {
  return {
    outcome: stripping.outcome,
    removed: stripping.outcome === 'stripped' ? stripping.removed : [],
    reason: stripping.outcome === 'cannot' ? stripping.reason : null,
  };
}

export const DAMAGED: Stripping = { outcome: 'cannot', reason: 'damaged' };

/** Parts of one file; a picture with more of them is not one. */
const MOST_PARTS = 200_000;

/** Written from the first byte of the file to its last. */
export class StripPlan {
  readonly #spans: Span[] = [];
  readonly #removed = new Set<MetadataPart>();
  #parts = 0;

  /** False: too many parts. */
  keep(from: number, length: number): boolean {
    const last = this.#spans.at(-1);
    if (last && 'from' in last && last.from + last.length === from) {
      this.#spans[this.#spans.length - 1] = { from: last.from, length: last.length + length };
    } else this.#spans.push({ from, length });
    return ++this.#parts <= MOST_PARTS;
  }

  /** False: too many parts. */
  remove(part: MetadataPart, instead?: Bytes): boolean {
    this.#removed.add(part);
    if (instead) this.#spans.push({ bytes: instead });
    return ++this.#parts <= MOST_PARTS;
  }

  get hasRemoved(): boolean {
    return this.#removed.size > 0;
  }

  done(): Stripping {
    if (!this.hasRemoved) return { outcome: 'nothing' };
    return { outcome: 'stripped', removed: [...this.#removed].sort(), spans: this.#spans };
  }
}

export function spanLength(span: Span): number {
  return 'bytes' in span ? span.bytes.length : span.length;
}
