// A batch of items shares one view of libsignal's records; each item can be taken back alone, and the store is written
// once, just before COMMIT. What was not committed is never believed.

import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { LayeredRows } from './layered-rows.js';

/** Sessions kept in memory between batches (about 5 kB each). */
const CACHED_SESSIONS = 2_000;

interface AddressedKey {
  readonly record: Bytes;
  readonly madeFor: NodeId;
}

type SignedPreKey = NonNullable<ReturnType<SignalRecords['latestSignedPreKey']>>;

/**
 * Must be the only writer of the underlying records. `nextKeyId`, `markKyberUse` and `forgetPreKeys` go straight to them, inside the open
 * transaction: whoever drops an item or a batch here also rolls back the same item or batch there.
 */
export class RecordOverlay implements SignalRecords {
  readonly #records: SignalRecords;
  readonly #cacheLimit: number;
  /** Committed sessions, least recently used first. */
  readonly #cache = new Map<string, Bytes>();
  readonly #sessions = new LayeredRows<string, Bytes>();
  readonly #preKeys = new LayeredRows<number, AddressedKey>();
  readonly #signedPreKeys = new LayeredRows<number, SignedPreKey>();
  readonly #kyberPreKeys = new LayeredRows<number, AddressedKey>();
  readonly #tables = [this.#sessions, this.#preKeys, this.#signedPreKeys, this.#kyberPreKeys] as const;

  constructor(records: SignalRecords, cacheLimit = CACHED_SESSIONS) {
    this.#records = records;
    this.#cacheLimit = cacheLimit;
  }

  /** From here to `keepItem` or `dropItem` changes belong to one item. Items do not nest. */
  beginItem(): void {
    for (const table of this.#tables) table.beginItem();
  }

  keepItem(): void {
    for (const table of this.#tables) table.keepItem();
  }

  dropItem(): void {
    for (const table of this.#tables) table.dropItem();
  }

  /** Writes what the kept items changed to the underlying records, once a batch, just before COMMIT. */
  flush(): void {
    const records = this.#records;
    for (const [address, record] of this.#sessions.changes()) {
      if (record) records.putSession(address, record);
    }
    for (const [id, key] of this.#kyberPreKeys.changes()) {
      if (key) records.putKyberPreKey(id, key.record, key.madeFor);
      else records.removeKyberPreKey(id);
    }
    if (this.#writeBundleKeys()) this.dropSpentSignedPreKeys();
  }

  /** After COMMIT: what was flushed is the truth, and the next batch begins. */
  committed(): void {
    for (const [address, record] of this.#sessions.changes()) {
      if (record) this.#remember(address, record);
    }
    for (const table of this.#tables) table.clear();
  }

  /** After ROLLBACK: nothing of the batch happened. */
  dropAll(): void {
    for (const table of this.#tables) table.clear();
    this.#cache.clear();
  }

  session(address: string): Bytes | undefined {
    const changed = this.#sessions.get(address);
    if (changed !== undefined) return changed ?? undefined;
    const record = this.#cache.get(address) ?? this.#records.session(address);
    if (record) this.#remember(address, record);
    return record;
  }

  putSession(address: string, record: Bytes): void {
    this.#sessions.set(address, record);
  }

  preKey(id: number): Bytes | undefined {
    const changed = this.#preKeys.get(id);
    return changed === undefined ? this.#records.preKey(id) : changed?.record;
  }

  putPreKey(id: number, record: Bytes, madeFor: NodeId): void {
    this.#preKeys.set(id, { record, madeFor });
  }

  removePreKey(id: number): void {
    this.#preKeys.set(id, null);
  }

  signedPreKey(id: number): Bytes | undefined {
    return this.#signedPreKeys.get(id)?.record ?? this.#records.signedPreKey(id);
  }

  putSignedPreKey(id: number, record: Bytes, createdAt: number): void {
    this.#signedPreKeys.set(id, { id, record, createdAt });
  }

  latestSignedPreKey(): SignedPreKey | undefined {
    let latest = this.#records.latestSignedPreKey();
    for (const [, key] of this.#signedPreKeys.present()) {
      if (!latest || isLater(key, latest)) latest = key;
    }
    return latest;
  }

  kyberPreKey(id: number): Bytes | undefined {
    const changed = this.#kyberPreKeys.get(id);
    return changed === undefined ? this.#records.kyberPreKey(id) : changed?.record;
  }

  putKyberPreKey(id: number, record: Bytes, madeFor: NodeId): void {
    this.#kyberPreKeys.set(id, { record, madeFor });
  }

  removeKyberPreKey(id: number): void {
    this.#kyberPreKeys.set(id, null);
  }

  forgetPreKeys(madeFor: NodeId, keep: number): void {
    for (const table of [this.#preKeys, this.#kyberPreKeys]) {
      const theirs = [...table.present()].filter(([, key]) => key.madeFor === madeFor);
      const ids = theirs.map(([id]) => id).sort((a, b) => b - a);
      for (const id of ids.slice(keep)) table.set(id, null);
    }
    // Those of this batch are the newest, and they have the places of older ones.
    const fresh = [...this.#preKeys.present()].filter(([, key]) => key.madeFor === madeFor).length;
    this.#records.forgetPreKeys(madeFor, keep - fresh);
  }

  /** Between items. Done by `flush` when the batch made or used up pre-keys. */
  dropSpentSignedPreKeys(): void {
    this.#writeBundleKeys();
    this.#records.dropSpentSignedPreKeys();
    for (const [id] of this.#signedPreKeys.present()) {
      if (!this.#records.signedPreKey(id)) this.#signedPreKeys.set(id, null);
    }
  }

  nextKeyId(): number {
    return this.#records.nextKeyId();
  }

  markKyberUse(kyberId: number, signedId: number, baseKey: Uint8Array): boolean {
    return this.#records.markKyberUse(kyberId, signedId, baseKey);
  }

  /** Whether there was anything to write. */
  #writeBundleKeys(): boolean {
    const changed = [...this.#preKeys.changes()];
    for (const [id, key] of changed) {
      if (key) this.#records.putPreKey(id, key.record, key.madeFor);
      else this.#records.removePreKey(id);
    }
    const signed = [...this.#signedPreKeys.present()];
    for (const [id, key] of signed) this.#records.putSignedPreKey(id, key.record, key.createdAt);
    return changed.length + signed.length > 0;
  }

  #remember(address: string, record: Bytes): void {
    this.#cache.delete(address);
    this.#cache.set(address, record);
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size <= this.#cacheLimit) return;
      this.#cache.delete(oldest);
    }
  }
}

function isLater(key: SignedPreKey, other: SignedPreKey): boolean {
  return key.createdAt === other.createdAt ? key.id >= other.id : key.createdAt > other.createdAt;
}
