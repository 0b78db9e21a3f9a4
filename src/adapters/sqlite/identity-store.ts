import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { IdentityStore } from '../../core/ports/identity-store.js';
import { bytesOf, idColumn, idOf } from './columns.js';
import type { SqlConnection } from './sql-connection.js';

export function sqliteIdentity(sql: SqlConnection): IdentityStore {
  const get = sql.prepare<IdentityRow>('SELECT * FROM identity WHERE id = 1');
  const put = sql.prepare('INSERT OR REPLACE INTO identity VALUES (1, ?, ?, ?, ?, ?)');
  const current = sql.prepare<{ incarnation: Bytes }>(
    'SELECT incarnation FROM incarnation ORDER BY number DESC LIMIT 1',
  );
  const begin = sql.prepare('INSERT INTO incarnation (incarnation, since) VALUES (?, ?)');
  const was = sql.prepare('SELECT 1 FROM incarnation WHERE incarnation = ?');
  return {
    get: () => {
      const row = get.get();
      return (
        row && {
          keyPair: bytesOf(row.key_pair),
          registrationId: row.registration_id,
          name: row.name,
          recordSequence: row.record_sequence,
          createdAt: row.created_at,
        }
      );
    },
    put: (own) => {
      put.run(own.keyPair, own.registrationId, own.name, own.recordSequence, own.createdAt);
    },
    incarnation: () => {
      const row = current.get();
      if (!row) throw new AppError('IDENTITY_MISSING');
      return idOf(row.incarnation);
    },
    begin: (incarnation, since) => {
      begin.run(idColumn(incarnation), since);
    },
    wasOurs: (incarnation) => was.get(idColumn(incarnation)) !== undefined,
  };
}

type IdentityRow = {
  key_pair: Bytes;
  registration_id: number;
  name: string;
  record_sequence: number;
  created_at: number;
};
