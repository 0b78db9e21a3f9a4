// Files that are shown: pieces of those that arrived and of the owner's own, of the types the window shows and no others.

import { AppError } from '../../base/app-error.js';
import { type MediaType, mediaTypeOf } from '../../base/media/media-type.js';
import { MOST_PICTURE_POINTS, picturePoints, SIZED_BYTES } from '../../base/media/picture-points.js';
import type { Bytes } from '../../base/bytes.js';
import type { TransferId } from '../../base/ids.js';
import type { OwnFile } from '../../core/ports/spool-store.js';
import type { ArrivingFile, FileCalls } from './file-calls.js';
import { KeptFile } from './kept-file.js';
import { openOwn } from './offered-source.js';

/** Files of the home kept open: a page shows several, and each is read in many pieces. */
const MOST_OPEN = 8;
/** Of one piece. */
const MOST_BYTES = 262_144;

interface Shown {
  readonly sizeBytes: number;
  read(offset: number, into: Uint8Array): void;
  close(): void;
}

interface Recognised {
  readonly file: Shown;
  readonly type: MediaType;
}

export class ShowingDesk {
  /** The one used last stands last. */
  readonly #open = new Map<TransferId, Recognised>();

  constructor(private readonly directory: string) {}

  /** Throws AppError NOT_FOUND: nothing that is shown; FILE_LOST, FILE_CHANGED, FILE_UNREADABLE. */
  show({ id, file, offset, length }: FileCalls['show']['take']): FileCalls['show']['give'] {
    if (length > MOST_BYTES) throw new RangeError('more than one piece');
    if ('kept' in file) return pieceOf(this.#kept(id, file.kept), offset, length);
    // Where an open file cannot be moved or deleted its owner would wonder who has it.
    const own = recognised(this.#own(file.own));
    try {
      return pieceOf(own, offset, length);
    } finally {
      own.file.close();
    }
  }

  /** Of one whose bytes are looked at by nobody here. Throws AppError FILE_LOST. */
  copy({ kept, offset, length }: FileCalls['copy']['take']): FileCalls['copy']['give'] {
    if (length > MOST_BYTES) throw new RangeError('more than one piece');
    const file = new KeptFile(this.directory, kept);
    try {
      return { sizeBytes: file.sizeBytes, bytes: bytesOf(file, offset, length) };
    } finally {
      file.close();
    }
  }

  close(id: TransferId): void {
    this.#open.get(id)?.file.close();
    this.#open.delete(id);
  }

  /** Only as it was when it was offered, and never a folder. */
  #own({ modifiedMs, ...place }: OwnFile): Shown {
    const file = openOwn(this.directory, place);
    if (file.ready) {
      file.close();
      throw new AppError('NOT_FOUND', { what: 'file' });
    }
    const { sizeBytes } = file.facts;
    try {
      file.demand({ sizeBytes, modifiedMs });
    } catch (error) {
      file.close();
      throw error;
    }
    return {
      sizeBytes,
      read: (offset, into) => {
        file.read(offset, into);
      },
      close: () => {
        file.close();
      },
    };
  }

  #kept(id: TransferId, file: ArrivingFile): Recognised {
    const open = this.#open.get(id) ?? recognised(new KeptFile(this.directory, file));
    this.#open.delete(id);
    this.#open.set(id, open);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN && oldest !== undefined) this.close(oldest);
    return open;
  }
}

function recognised(file: Shown): Recognised {
  try {
    const head = new Uint8Array(Math.min(SIZED_BYTES, file.sizeBytes));
    file.read(0, head);
    const type = mediaTypeOf(head);
    if (type === undefined) throw new AppError('NOT_FOUND', { what: 'file' });
    if (!isBearable(type, head)) throw new AppError('NOT_FOUND', { what: 'file' });
    return { file, type };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Whoever draws a picture makes room for all it claims to be. */
function isBearable(type: MediaType, head: Uint8Array): boolean {
  const points = picturePoints(type, head);
  return points !== undefined && points <= MOST_PICTURE_POINTS;
}

function pieceOf({ file, type }: Recognised, offset: number, length: number): FileCalls['show']['give'] {
  return { type, sizeBytes: file.sizeBytes, bytes: bytesOf(file, offset, length) };
}

function bytesOf(file: Pick<Shown, 'sizeBytes' | 'read'>, offset: number, length: number): Bytes {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, file.sizeBytes - offset)));
  file.read(offset, bytes);
  return bytes;
}
