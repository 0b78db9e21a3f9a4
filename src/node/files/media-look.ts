// What a file is that is to be shown, by its bytes alone, and what of it a window gets. Pictures are as they are, or not
// shown; of a film what libsignal's parser leaves.

import { filmParts, isSoundWebp } from '../../adapters/signal/media-sanitizers.js';
import type { Bytes } from '../../base/bytes.js';
import { ByteWindow } from '../../base/media/byte-window.js';
import { type MediaType, mediaTypeOf } from '../../base/media/media-type.js';
import {
  MOST_PICTURE_BYTES,
  MOST_PICTURE_POINTS,
  picturePoints,
  SIZED_BYTES,
} from '../../base/media/picture-points.js';
import { withoutNeedlessBoxes } from '../../base/media/needless-boxes.js';
import { SpannedBytes } from './spanned-bytes.js';

export interface LookedAt {
  readonly sizeBytes: number;
  read(offset: number, into: Uint8Array): void;
}

export interface MediaLook {
  readonly type: MediaType;
  /** What is shown of the file. */
  readonly content: Pick<SpannedBytes, 'sizeBytes' | 'read'>;
  /** Memory it takes. */
  readonly heldBytes: number;
}

/** Undefined: nothing that is shown. Throws what reading the file throws. */
export async function mediaLook(file: LookedAt): Promise<MediaLook | undefined> {
  const head = bytesAt(file, 0, Math.min(SIZED_BYTES, file.sizeBytes));
  const type = mediaTypeOf(head);
  if (type === undefined) return undefined;
  if (!isBearable(type, head)) return undefined;
  if (type === 'video/mp4') return filmLook(file);
  const { sizeBytes } = file;
  if (type.startsWith('image/') && sizeBytes > MOST_PICTURE_BYTES) return undefined;
  if (type === 'image/webp' && !(await isSoundWebp(bytesAt(file, 0, sizeBytes)))) return undefined;
  return { type, content: new SpannedBytes([{ from: 0, length: sizeBytes }]), heldBytes: 0 };
}

async function filmLook(file: LookedAt): Promise<MediaLook | undefined> {
  const { sizeBytes } = file;
  const window = new ByteWindow((offset, length) => bytesAt(file, offset, length), sizeBytes);
  const needed = withoutNeedlessBoxes(window);
  if (!needed) return undefined;
  const plain = new SpannedBytes(needed);
  const film = await filmParts(through(plain, file));
  if (!film || film.dataOffset + film.dataBytes > sizeBytes) return undefined;
  const { head, dataOffset, dataBytes } = film;
  const parts = new SpannedBytes([
    head ? { bytes: head } : { from: 0, length: dataOffset },
    { from: dataOffset, length: dataBytes },
  ]);
  const content: MediaLook['content'] = {
    sizeBytes: parts.sizeBytes,
    read: (from, offset, into) => {
      parts.read(through(plain, from), offset, into);
    },
  };
  return { type: 'video/mp4', content, heldBytes: head?.length ?? 0 };
}

/** A file as those bytes of it are. */
function through(bytes: SpannedBytes, file: Pick<LookedAt, 'read'>): LookedAt {
  return {
    sizeBytes: bytes.sizeBytes,
    read: (offset, into) => {
      bytes.read(file, offset, into);
    },
  };
}

/** Whoever draws a picture makes room for all it claims to be. */
function isBearable(type: MediaType, head: Uint8Array): boolean {
  const points = picturePoints(type, head);
  return points !== undefined && points <= MOST_PICTURE_POINTS;
}

function bytesAt(file: LookedAt, offset: number, length: number): Bytes {
  const bytes = new Uint8Array(length);
  file.read(offset, bytes);
  return bytes;
}
