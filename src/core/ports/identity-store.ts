import type { Bytes } from '../../base/bytes.js';
import type { Incarnation } from '../../base/ids.js';

/** The one row that says whose store this is. */
export interface OwnIdentity {
  /** libsignal `IdentityKeyPair.serialize()`. */
  readonly keyPair: Bytes;
  /** 1 to 16380, libsignal's number for this installation. */
  readonly registrationId: number;
  readonly name: string;
  /** Sequence of the last public record this node signed. */
  readonly recordSequence: number;
  readonly createdAt: number;
}

/** Identity and lives of this store. Owner: session. */
export interface IdentityStore {
  /** Undefined only in a store that was just created. */
  get(): OwnIdentity | undefined;
  put(identity: OwnIdentity): void;
  /** The current life of this store. */
  incarnation(): Incarnation;
  /** Retires the current incarnation and begins this one. */
  begin(incarnation: Incarnation, since: number): void;
  /** Whether this was an earlier or is the current life of this store. */
  wasOurs(incarnation: Incarnation): boolean;
}
