import type { NoticeStore } from '../../core/ports/change-log.js';
import type { SqlConnection } from './sql-connection.js';

/** Peers can cause notices, so only the newest are kept. */
const KEPT_NOTICES = 100;

export function sqliteNotices(sql: SqlConnection): NoticeStore {
  const add = sql.prepare('INSERT INTO notice (code, params, at) VALUES (?, ?, ?)');
  const trim = sql.prepare('DELETE FROM notice WHERE id <= ?');
  return {
    add: (code, params, at) => {
      trim.run(add.run(code, JSON.stringify(params), at).lastInsertRowid - KEPT_NOTICES);
    },
  };
}
