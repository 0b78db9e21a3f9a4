// Files that are shown: pieces of those that arrived and of the owner's own, of the types the window shows and no others.

import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { TransferId } from '../../base/ids.js';
import type { OwnFile } from '../../core/ports/spool-store.js';
import type { ArrivingFile, FileCalls } from './file-calls.js';
import { KeptFile } from './kept-file.js';
import { KnownLooks, type Look } from './known-looks.js';
import { type LookedAt, mediaLook, type MediaLook } from './media-look.js';
import { openOwn } from './offered-source.js';
import type { OwnersSource } from './owners-source.js';

/** Files of the home kept open: a page shows several, and each is read in many pieces. */
const MOST_OPEN = 8;
/** Of one piece. */
const MOST_BYTES = 262_144;

interface Shown extends LookedAt {
  close(): void;
}

type ShownFile = FileCalls['show']['take']['file'];

export class ShowingDesk {
  /** The one used last stands last. */
  readonly #open = new Map<TransferId, KeptFile>();
  readonly #looks = new KnownLooks();
  /** One after another: a single one may take as much memory as the largest picture. */
  #looking: Promise<unknown> = Promise.resolve();

  constructor(private readonly directory: string) {}

  /** Rejects with AppError NOT_FOUND: nothing that is shown; FILE_LOST, FILE_CHANGED, FILE_UNREADABLE. */
  async show({ id, file, offset, length }: FileCalls['show']['take']): Promise<FileCalls['show']['give']> {
    if (length > MOST_BYTES) throw new RangeError('more than one piece');
    const look =
      this.#looks.get(id) ?? (await this.#inTurn(() => this.#looks.get(id) ?? this.#found(id, file)));
    if (look === 'nothing') throw new AppError('NOT_FOUND', { what: 'file' });
    if ('kept' in file) return pieceOf(look, this.#kept(id, file.kept), offset, length);
    // Where an open file cannot be moved or deleted its owner would wonder who has it.
    const own = this.#own(file.own);
    try {
      return pieceOf(look, own, offset, length);
    } finally {
      own.close();
    }
  }

  /** Rejects with AppError NOT_FOUND: a folder; FILE_UNREADABLE {path, reason}, FILE_LOST. */
  async look(own: FileCalls['look']['take']): Promise<FileCalls['look']['give']> {
    const look = await this.#inTurn(() => lookedAt(sized(this.#plain(own))));
    return look === 'nothing' ? null : look.type;
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
    this.#looks.forget(id);
    this.#closeFile(id);
  }

  #inTurn(look: () => Look | Promise<Look>): Promise<Look> {
    const turn = this.#looking.then(look);
    this.#looking = turn.catch(() => undefined);
    return turn;
  }

  async #found(id: TransferId, file: ShownFile): Promise<Look> {
    const isKept = 'kept' in file;
    const look = await lookedAt(
      isKept ? new KeptFile(this.directory, file.kept) : sized(this.#own(file.own)),
    );
    this.#looks.remember(id, look);
    return look;
  }

  /** Only as it was when it was offered. */
  #own({ modifiedMs, ...place }: OwnFile): OwnersSource {
    const file = this.#plain(place);
    try {
      file.demand({ sizeBytes: file.facts.sizeBytes, modifiedMs });
      return file;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Never a folder. */
  #plain(place: Pick<OwnFile, 'path' | 'spool'>): OwnersSource {
    const file = openOwn(this.directory, place);
    if (!file.ready) return file;
    file.close();
    throw new AppError('NOT_FOUND', { what: 'file' });
  }

  #kept(id: TransferId, file: ArrivingFile): KeptFile {
    const open = this.#open.get(id) ?? new KeptFile(this.directory, file);
    this.#open.delete(id);
    this.#open.set(id, open);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN && oldest !== undefined) this.#closeFile(oldest);
    return open;
  }

  #closeFile(id: TransferId): void {
    this.#open.get(id)?.close();
    this.#open.delete(id);
  }
}

async function lookedAt(file: Shown): Promise<Look> {
  try {
    return (await mediaLook(file)) ?? 'nothing';
  } finally {
    file.close();
  }
}

function sized(file: OwnersSource): Shown {
  return {
    sizeBytes: file.facts.sizeBytes,
    read: (offset, into) => {
      file.read(offset, into);
    },
    close: () => {
      file.close();
    },
  };
}

function pieceOf(
  { type, content }: MediaLook,
  file: Pick<LookedAt, 'read'>,
  offset: number,
  length: number,
): FileCalls['show']['give'] {
  const { sizeBytes } = content;
  const read = (from: number, into: Uint8Array) => {
    content.read(file, from, into);
  };
  return { type, sizeBytes, bytes: bytesOf({ sizeBytes, read }, offset, length) };
}

function bytesOf(file: LookedAt, offset: number, length: number): Bytes {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, file.sizeBytes - offset)));
  file.read(offset, bytes);
  return bytes;
}
