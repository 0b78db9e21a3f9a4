// One stored copy of the vault, through lowdb with an adapter of our own: its stock one does not sync to the disk.

import { Low } from 'lowdb';
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
  let state: 'missing' | 'damaged' = 'missing';
  const database = new Low<StoredVault | null>(
    {
      read: async () => {
        const bytes = await files.read(path);
        state = bytes ? 'damaged' : 'missing';
        return (bytes && decodeStored(bytes)) ?? null;
      },
      write: (stored) => files.write(path, encodeStored(stored ?? {})),
    },
    null,
  );
  return {
    path,
    read: async () => {
      database.data = null;
      await database.read();
      return database.data ? vaultRecord(database.data) : state;
    },
    write: (record) =>
      database.update(() => {
        database.data = storedVault(record);
      }),
    remove: () => files.remove(path),
  };
}
