// One stored copy of the vault, through lowdb with an adapter of our own: its stock one does not sync to the disk.

import { type Adapter, Low } from 'lowdb';
import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { DurableFiles } from '../../core/ports/durable-files.js';
import {
  decodeStored,
  encodeStored,
  storedVault,
  vaultRecord,
  type StoredVault,
  type VaultRecord,
} from './vault-record.js';

export type VaultContent = VaultRecord | 'missing' | 'damaged' | 'unsupported';

export interface VaultCopy {
  readonly path: string;
  read(): Promise<VaultContent>;
  /** Durable when it returns. */
  write(record: VaultRecord): Promise<void>;
  remove(): Promise<void>;
}

export function vaultCopy(files: DurableFiles, path: string): VaultCopy {
  return {
    path,
    read: async () => {
      const adapter = new CopyAdapter(files, path);
      const database = new Low<StoredVault | null>(adapter, null);
      await database.read();
      return database.data ? vaultRecord(database.data) : adapter.unusable;
    },
    write: (record) => new Low(new CopyAdapter(files, path), storedVault(record)).write(),
    remove: () => files.remove(path),
  };
}

class CopyAdapter implements Adapter<StoredVault | null> {
  /** Why there is nothing to read. */
  unusable: 'missing' | 'damaged' = 'missing';

  constructor(
    private readonly files: DurableFiles,
    private readonly path: string,
  ) {}

  async read(): Promise<StoredVault | null> {
    const bytes = await readable(this.files, this.path);
    if (bytes) this.unusable = 'damaged';
    return (bytes && decodeStored(bytes)) ?? null;
  }

  async write(stored: StoredVault | null): Promise<void> {
    if (stored) await this.files.write(this.path, encodeStored(stored));
  }
}

/** A file the disk cannot give back is damaged, and the other copy is there for that; nothing decodes from no bytes. */
async function readable(files: DurableFiles, path: string): Promise<Bytes | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (AppError.is(error, 'HOME_UNUSABLE')) return new Uint8Array();
    throw error;
  }
}
