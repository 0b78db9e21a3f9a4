import { type Bytes, toHex } from '../../base/bytes.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { Table, type UndoLog } from './table.js';

export function memorySignalRecords(undoLog: UndoLog): SignalRecords {
  const sessions = new Table<Bytes>(undoLog);
  const preKeys = new Table<Bytes>(undoLog);
  const signedPreKeys = new Table<{ id: number; record: Bytes; createdAt: number }>(undoLog);
  const kyberPreKeys = new Table<Bytes>(undoLog);
  const uses = new Table<true>(undoLog);
  const keyIds = new Table<number>(undoLog);
  return {
    session: (address) => sessions.get(address),
    putSession: (address, record) => {
      sessions.set(address, record);
    },
    removeSession: (address) => {
      sessions.delete(address);
    },
    preKey: (id) => preKeys.get(String(id)),
    putPreKey: (id, record) => {
      preKeys.set(String(id), record);
    },
    removePreKey: (id) => {
      preKeys.delete(String(id));
    },
    signedPreKey: (id) => signedPreKeys.get(String(id))?.record,
    putSignedPreKey: (id, record, createdAt) => {
      signedPreKeys.set(String(id), { id, record, createdAt });
    },
    latestSignedPreKey: () =>
      signedPreKeys
        .all()
        .sort((a, b) => a.createdAt - b.createdAt || a.id - b.id)
        .at(-1),
    kyberPreKey: (id) => kyberPreKeys.get(String(id)),
    putKyberPreKey: (id, record) => {
      kyberPreKeys.set(String(id), record);
    },
    removeKyberPreKey: (id) => {
      kyberPreKeys.delete(String(id));
    },
    nextKeyId: () => {
      const id = keyIds.get('next') ?? 1;
      keyIds.set('next', id + 1);
      return id;
    },
    markKyberUse: (kyberId, signedId, baseKey) => {
      const use = `${String(kyberId)}/${String(signedId)}/${toHex(baseKey)}`;
      if (uses.has(use)) return false;
      uses.set(use, true);
      return true;
    },
  };
}
