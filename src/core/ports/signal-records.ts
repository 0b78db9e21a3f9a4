import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';

/** What libsignal keeps, as opaque serialised records. `address` is the text form of a protocol address. */
export interface SignalRecords {
  session(address: string): Bytes | undefined;
  putSession(address: string, record: Bytes): void;
  preKey(id: number): Bytes | undefined;
  /** Addressed: made for this node only. */
  putPreKey(id: number, record: Bytes, madeFor: NodeId): void;
  removePreKey(id: number): void;
  signedPreKey(id: number): Bytes | undefined;
  putSignedPreKey(id: number, record: Bytes, createdAt: number): void;
  latestSignedPreKey():
    { readonly id: number; readonly record: Bytes; readonly createdAt: number } | undefined;
  kyberPreKey(id: number): Bytes | undefined;
  putKyberPreKey(id: number, record: Bytes, madeFor: NodeId): void;
  removeKyberPreKey(id: number): void;
  /** Removes the one-time and Kyber pre-keys made for this node, but for the newest `keep` of each kind. */
  forgetPreKeys(madeFor: NodeId, keep: number): void;
  /**
   * Removes every signed pre-key no bundle can name any more, with the uses noted for it: all but the latest that no unused
   * one-time pre-key was made with. Ids are given in order, so those made with it have ids from one below its own to two
   * below that of the next signed pre-key.
   */
  dropSpentSignedPreKeys(): void;
  /** Next unused id for pre-keys of every kind, 1 to 2^24 - 2. */
  nextKeyId(): number;
  /** Records the triple; false when it was there already. */
  markKyberUse(kyberId: number, signedId: number, baseKey: Uint8Array): boolean;
}
