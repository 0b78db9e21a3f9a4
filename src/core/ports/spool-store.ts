import type { Bytes } from '../../base/bytes.js';
import type { SpoolId } from '../../base/ids.js';

/** A file the owner handed over as bytes: it lies in the home, encrypted like a file that arrived. */
export interface Spool {
  readonly id: SpoolId;
  /** 32 bytes. */
  readonly key: Bytes;
  /** 84 bytes. */
  readonly header: Bytes;
}

/** A file of the owner, with all that is needed to read it. */
export interface OwnFile {
  /** Absolute; of a spool its name. */
  readonly path: string;
  /** As `SourcePlace`. */
  readonly modifiedMs: number;
  /** Null: it lies at `path`. */
  readonly spool: Spool | null;
}

/** Owner: transfer. */
export interface SpoolStore {
  get(id: SpoolId): Spool | undefined;
  add(spool: Spool): void;
  /** Whether something that is attached, an upload or a transfer names it. */
  isNamed(id: SpoolId): boolean;
  /** Nothing names it any more. */
  remove(id: SpoolId): void;
}
