import { DEFAULT_PRIVACY, type PrivacyStore } from '../../core/ports/privacy-store.js';
import type { SqlConnection } from './sql-connection.js';

export function sqlitePrivacy(sql: SqlConnection): PrivacyStore {
  const get = sql.prepare<PrivacyRow>('SELECT receipts, typing, presence FROM privacy WHERE id = 1');
  const put = sql.prepare('INSERT OR REPLACE INTO privacy VALUES (1, ?, ?, ?)');
  return {
    get: () => {
      const row = get.get();
      if (!row) return DEFAULT_PRIVACY;
      return { receipts: row.receipts === 1, typing: row.typing === 1, presence: row.presence === 1 };
    },
    put: ({ receipts, typing, presence }) => {
      put.run(Number(receipts), Number(typing), Number(presence));
    },
  };
}

type PrivacyRow = { receipts: number; typing: number; presence: number };
