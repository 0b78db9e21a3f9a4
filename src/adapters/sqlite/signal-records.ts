// libsignal's records, opaque to the store.

import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { bytesOf, idColumn, present } from './columns.js';
import type { Prepared, SqlConnection } from './sql-connection.js';

export function sqliteSignalRecords(sql: SqlConnection): SignalRecords {
  return {
    ...sessions(sql),
    ...preKeys(sql),
    ...signedPreKeys(sql),
    ...kyberPreKeys(sql),
    ...spentKeys(sql),
    ...keyIds(sql),
  };
}

type RecordColumn = { record: Bytes };

function sessions(sql: SqlConnection): Pick<SignalRecords, 'session' | 'putSession'> {
  const get = sql.prepare<RecordColumn>('SELECT record FROM session WHERE address = ?');
  const put = sql.prepare('INSERT OR REPLACE INTO session VALUES (?, ?)');
  return {
    session: (address) => recordOf(get, address),
    putSession: (address, record) => {
      put.run(address, record);
    },
  };
}

function preKeys(sql: SqlConnection): Pick<SignalRecords, 'preKey' | 'putPreKey' | 'removePreKey'> {
  const get = sql.prepare<RecordColumn>('SELECT record FROM pre_key WHERE id = ?');
  const put = sql.prepare('INSERT OR REPLACE INTO pre_key (id, made_for, record) VALUES (?, ?, ?)');
  const remove = sql.prepare('DELETE FROM pre_key WHERE id = ?');
  return {
    preKey: (id) => recordOf(get, id),
    putPreKey: (id, record, madeFor) => {
      put.run(id, idColumn(madeFor), record);
    },
    removePreKey: (id) => {
      remove.run(id);
    },
  };
}

function signedPreKeys(
  sql: SqlConnection,
): Pick<SignalRecords, 'signedPreKey' | 'putSignedPreKey' | 'latestSignedPreKey'> {
  const get = sql.prepare<RecordColumn>('SELECT record FROM signed_pre_key WHERE id = ?');
  const put = sql.prepare('INSERT OR REPLACE INTO signed_pre_key (id, record, created_at) VALUES (?, ?, ?)');
  const latest = sql.prepare<RecordColumn & { id: number; created_at: number }>(
    'SELECT * FROM signed_pre_key ORDER BY created_at DESC, id DESC LIMIT 1',
  );
  return {
    signedPreKey: (id) => recordOf(get, id),
    putSignedPreKey: (id, record, createdAt) => {
      put.run(id, record, createdAt);
    },
    latestSignedPreKey: () => {
      const row = latest.get();
      return row && { id: row.id, record: bytesOf(row.record), createdAt: row.created_at };
    },
  };
}

function kyberPreKeys(
  sql: SqlConnection,
): Pick<SignalRecords, 'kyberPreKey' | 'putKyberPreKey' | 'removeKyberPreKey' | 'markKyberUse'> {
  const get = sql.prepare<RecordColumn>('SELECT record FROM kyber_pre_key WHERE id = ?');
  const put = sql.prepare('INSERT OR REPLACE INTO kyber_pre_key (id, made_for, record) VALUES (?, ?, ?)');
  const remove = sql.prepare('DELETE FROM kyber_pre_key WHERE id = ?');
  const use = sql.prepare('INSERT INTO kyber_pre_key_use VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  return {
    kyberPreKey: (id) => recordOf(get, id),
    putKyberPreKey: (id, record, madeFor) => {
      put.run(id, idColumn(madeFor), record);
    },
    removeKyberPreKey: (id) => {
      remove.run(id);
    },
    markKyberUse: (kyberId, signedId, baseKey) =>
      use.run(kyberId, signedId, new Uint8Array(baseKey)).changes === 1,
  };
}

function spentKeys(sql: SqlConnection): Pick<SignalRecords, 'forgetPreKeys' | 'dropSpentSignedPreKeys'> {
  const forget = (['pre_key', 'kyber_pre_key'] as const).map((table) =>
    sql.prepare(`DELETE FROM ${table} WHERE id IN
      (SELECT id FROM ${table} WHERE made_for = ? ORDER BY id DESC LIMIT -1 OFFSET ?)`),
  );
  const spent = sql.prepare<{ id: number }>(SPENT_SIGNED_PRE_KEYS);
  const dropKey = sql.prepare('DELETE FROM signed_pre_key WHERE id = ?');
  const dropUses = sql.prepare('DELETE FROM kyber_pre_key_use WHERE signed_id = ?');
  return {
    forgetPreKeys: (madeFor, keep) => {
      for (const statement of forget) statement.run(idColumn(madeFor), keep);
    },
    dropSpentSignedPreKeys: () => {
      for (const { id } of spent.all()) {
        dropKey.run(id);
        dropUses.run(id);
      }
    },
  };
}

/** One signed pre-key is made a week, so there are few to look at. */
const SPENT_SIGNED_PRE_KEYS = `
  WITH turn AS (SELECT id, lead(id) OVER (ORDER BY id) AS next FROM signed_pre_key)
  SELECT id FROM turn WHERE next IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM pre_key AS p WHERE p.id >= turn.id - 1 AND p.id < turn.next - 1)`;

/** libsignal's ids are 24 bits wide. */
const LAST_KEY_ID = 2 ** 24 - 2;

function keyIds(sql: SqlConnection): Pick<SignalRecords, 'nextKeyId'> {
  const take = sql.prepare<{ next: number }>('UPDATE key_id SET next = next + 1 RETURNING next');
  return {
    nextKeyId: () => {
      const id = present(take.get()).next - 1;
      // A second use of an id would destroy a key somebody may still write to.
      if (id > LAST_KEY_ID) throw new AppError('STORE_FAILED', { keyId: id });
      return id;
    },
  };
}

function recordOf(get: Prepared<RecordColumn>, id: string | number): Bytes | undefined {
  const row = get.get(id);
  return row && bytesOf(row.record);
}
