import type { CommandLog, DoneCommand } from '../../core/ports/command-log.js';
import { Table, type UndoLog } from './table.js';

const KEPT_COMMANDS = 10_000;

export function memoryCommandLog(undoLog: UndoLog): CommandLog {
  const rows = new Table<DoneCommand>(undoLog);
  const order: string[] = [];
  return {
    find: (key) => rows.get(key),
    add: (done) => {
      rows.set(done.key, done);
      order.push(done.key);
      if (order.length > KEPT_COMMANDS) rows.delete(order.shift() ?? '');
    },
  };
}
