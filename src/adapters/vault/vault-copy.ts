// One stored copy of the vault, through lowdb with an adapter of our own: its stock one does not sync to the disk.

import { Low } from 'lowdb';
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
  let state: 'missing' | 'damaged' = 'missing';
  const database = new Low<StoredVault | null>(
    {
      read: async () => {
        const bytes = await readable(files, path);
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

/** A file the disk cannot give back is damaged, and the other copy is there for that; nothing decodes from no bytes. */
async function readable(files: DurableFiles, path: string): Promise<Bytes | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (AppError.is(error, 'HOME_UNUSABLE')) return new Uint8Array();
    throw error;
  }
}
