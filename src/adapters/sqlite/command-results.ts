import type { CommandResults } from '../../core/ports/change-log.js';
import type { SqlConnection } from './sql-connection.js';

export function sqliteCommandResults(sql: SqlConnection): CommandResults {
  const find = sql.prepare<{ params: string; result: string }>(
    'SELECT params, result FROM command_result WHERE command = ? AND id = ?',
  );
  const put = sql.prepare('INSERT OR REPLACE INTO command_result VALUES (?, ?, ?, ?, ?)');
  const forget = sql.prepare('DELETE FROM command_result WHERE at < ?');
  return {
    find: (command, id) => find.get(command, id),
    put: (command, id, { params, result }, at) => {
      put.run(command, id, params, result, at);
    },
    forgetOlderThan: (at) => {
      forget.run(at);
    },
  };
}
