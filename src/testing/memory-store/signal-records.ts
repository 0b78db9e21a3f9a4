import { type Bytes, toHex } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { Table, type UndoLog } from './table.js';

interface AddressedKey {
  readonly id: number;
  readonly record: Bytes;
  readonly madeFor: NodeId;
}

export function memorySignalRecords(undoLog: UndoLog): SignalRecords {
  const sessions = new Table<Bytes>(undoLog);
  const preKeys = new Table<AddressedKey>(undoLog);
  const signedPreKeys = new Table<{ id: number; record: Bytes; createdAt: number }>(undoLog);
  const kyberPreKeys = new Table<AddressedKey>(undoLog);
  const uses = new Table<{ readonly signedId: number }>(undoLog);
  const keyIds = new Table<number>(undoLog);
  return {
    session: (address) => sessions.get(address),
    putSession: (address, record) => {
      sessions.set(address, record);
    },
    preKey: (id) => preKeys.get(String(id))?.record,
    putPreKey: (id, record, madeFor) => {
      preKeys.set(String(id), { id, record, madeFor });
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
    kyberPreKey: (id) => kyberPreKeys.get(String(id))?.record,
    putKyberPreKey: (id, record, madeFor) => {
      kyberPreKeys.set(String(id), { id, record, madeFor });
    },
    removeKyberPreKey: (id) => {
      kyberPreKeys.delete(String(id));
    },
    forgetPreKeys: (madeFor, keep) => {
      for (const table of [preKeys, kyberPreKeys]) {
        const theirs = table.all().filter((key) => key.madeFor === madeFor);
        const kept = theirs.sort((a, b) => b.id - a.id).slice(0, keep);
        table.deleteWhere((key) => key.madeFor === madeFor && !kept.includes(key));
      }
    },
    dropSpentSignedPreKeys: () => {
      const ids = signedPreKeys.all().map(({ id }) => id);
      for (const id of ids) {
        const next = Math.min(...ids.filter((other) => other > id));
        const isNamed = preKeys.all().some((key) => key.id >= id - 1 && key.id < next - 1);
        if (next === Infinity || isNamed) continue;
        signedPreKeys.delete(String(id));
        uses.deleteWhere(({ signedId }) => signedId === id);
      }
    },
    nextKeyId: () => {
      const id = keyIds.get('next') ?? 1;
      keyIds.set('next', id + 1);
      return id;
    },
    markKyberUse: (kyberId, signedId, baseKey) => {
      const use = `${String(kyberId)}/${String(signedId)}/${toHex(baseKey)}`;
      if (uses.has(use)) return false;
      uses.set(use, { signedId });
      return true;
    },
  };
}
