import type { SpoolId } from '../../base/ids.js';
import type { Spool, SpoolStore } from '../../core/ports/spool-store.js';
import { Table, type UndoLog } from './table.js';

/** `users`: what may name them. */
export function memorySpools(
  undoLog: UndoLog,
  users: readonly { readonly names: (id: SpoolId) => boolean }[],
): SpoolStore {
  const rows = new Table<Spool>(undoLog);
  return {
    get: (id) => rows.get(id),
    add: (spool) => {
      rows.set(spool.id, spool);
    },
    isNamed: (id) => users.some((user) => user.names(id)),
    remove: (id) => {
      rows.delete(id);
    },
  };
}
