// A store of the first schema with something in every column, and what of it must be there after any upgrade.

import { createHash } from 'node:crypto';
import type { SqlConnection } from '../../src/adapters/sqlite/sql-connection.js';

const CONVERSATIONS = 50;

/** Where a later migration changed what stands in a column of the first schema on purpose: the value both are read as. */
const MOVED: Readonly<Record<string, string>> = {
  // 0021: what a cleared conversation deleted is not missing.
  'message.gap_before': `iif(gap_before = author_seq - 1 AND kind = 4 AND payload = x'', 0, gap_before)`,
};

/** 0005: accepted ciphertexts are known by their number; of those from before, the last of each stream. */
const SEEN = {
  first: `SELECT contact_id, received AS stream_seq, received_hash AS hash FROM stream WHERE received_hash IS NOT NULL`,
  newest: `SELECT contact_id, stream_seq, hash FROM seen_envelope`,
};

export type Columns = Readonly<Record<string, readonly string[]>>;

/** Every table of the database, with its columns. */
export function columnsOf(sql: SqlConnection): Columns {
  const columns = sql.rows<{ name: string; columns: string }>(
    `SELECT m.name, group_concat(c.name) AS columns FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' GROUP BY m.name`,
  );
  return Object.fromEntries(columns.map((row) => [row.name, row.columns.split(',')]));
}

/** A hash of each table's content, as far as the first schema had it. */
export function digestOf(sql: SqlConnection, first: Columns): Readonly<Record<string, string>> {
  const seen = `${hasNumbers(sql) ? SEEN.newest : SEEN.first} ORDER BY contact_id`;
  const tables = Object.entries(first).map(([table, columns]): [string, string] => [
    table,
    table === 'seen_envelope' ? digestOfRows(sql, seen) : digestOfTable(sql, table, columns),
  ]);
  return Object.fromEntries(tables);
}

export function digestOfTable(sql: SqlConnection, table: string, columns: readonly string[]): string {
  const values = columns.map((column) => MOVED[`${table}.${column}`] ?? column);
  const row = values.map((value) => `quote(${value})`).join(` || ' ' || `);
  // A million messages do not fit into one answer.
  if (table === 'message') return digestOfPages(sql, row);
  return digestOfRows(sql, `SELECT ${row} AS row FROM ${table} ORDER BY row`);
}

function hasNumbers(sql: SqlConnection): boolean {
  return sql.rows(`SELECT 1 FROM pragma_table_info('seen_envelope') WHERE name = 'stream_seq'`).length > 0;
}

function digestOfRows(sql: SqlConnection, query: string): string {
  const hash = createHash('sha256');
  for (const row of sql.rows(query)) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}

function digestOfPages(sql: SqlConnection, row: string): string {
  const hash = createHash('sha256');
  const page = sql.prepare<{ key: number; row: string }>(
    `SELECT key, ${row} AS row FROM message WHERE key > ? ORDER BY key LIMIT 1000`,
  );
  for (let rows = page.all(-1); rows.length > 0; rows = page.all(rows.at(-1)?.key ?? -1)) {
    for (const found of rows) hash.update(found.row);
  }
  return hash.digest('hex');
}

/** As the first version wrote it; what is only kept is random bytes. */
export function fillFirst(sql: SqlConnection, messages: number): void {
  sql.exec(`BEGIN;
    INSERT INTO identity VALUES (1, randomblob(96), 7, 'Alice', 3, 1000);
    INSERT INTO incarnation VALUES (1, randomblob(16), 1000), (2, randomblob(16), 2000);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${CONVERSATIONS})
      INSERT INTO contact SELECT randomblob(16), randomblob(32), '12345 ' || i, iif(i % 7 = 0, 'frozen', 'approved'),
        iif(i % 7 = 0, 'requested', NULL), 'compared', 'Contact ' || i, 'Called ' || i, 'Note ' || i,
        'host-' || i || '.example:8443', randomblob(300), 100 + i, randomblob(16), randomblob(2000), 1000 + i FROM n;
    INSERT INTO request SELECT randomblob(16), randomblob(32), '54321 ' || rowid, randomblob(2000), 'Asks ' || rowid,
        'Hello ' || rowid, '192.0.2.' || rowid, node_id, rowid % 2, 3000 + rowid FROM contact LIMIT 9;
    INSERT INTO settled SELECT randomblob(32), iif(rowid % 2, randomblob(16), NULL) FROM contact LIMIT 9;
    INSERT INTO session SELECT 'address-' || rowid || '.1', randomblob(5000) FROM contact;
    INSERT INTO pre_key SELECT rowid, node_id, randomblob(96) FROM contact;
    INSERT INTO signed_pre_key VALUES (1, randomblob(160), 1000), (2, randomblob(160), 2000);
    INSERT INTO kyber_pre_key SELECT 100 + rowid, node_id, randomblob(3200) FROM contact;
    INSERT INTO kyber_pre_key_use SELECT 200 + rowid, 1, randomblob(33) FROM contact;
    UPDATE key_id SET next = 300;
    INSERT INTO conversation (conversation_id, contact_id, peer, lamport, unread, draft)
      SELECT randomblob(32), id, node_id, ${messages}, rowid, 'Draft ' || rowid FROM contact;
    INSERT INTO author (node_id, rank) SELECT node_id, rowid FROM contact;
    INSERT INTO stream SELECT id, randomblob(16), randomblob(16), 9, 8, randomblob(32), 9 + rowid, randomblob(32),
        randomblob(1900), randomblob(32), randomblob(1900), rowid % 2, 4000 + rowid FROM contact;
    INSERT INTO retired_incarnation SELECT id, randomblob(16) FROM contact;
    INSERT INTO seen_envelope SELECT contact_id, received_hash FROM stream;
    INSERT INTO seen_envelope SELECT contact_id, randomblob(32) FROM stream;
    INSERT INTO outbox (contact_id, message_id, visible, payload) SELECT id, randomblob(16), 1, randomblob(200) FROM contact;
    INSERT INTO outbox (contact_id, message_id, visible, stream_seq, payload, envelope, hash)
      SELECT id, randomblob(16), 0, 9, randomblob(200), randomblob(300), randomblob(32) FROM contact;
    INSERT INTO change SELECT rowid, 'contact:' || hex(id) FROM contact;
    INSERT INTO notice VALUES (1, 'STORE_RESTORED', '{"contact":"Bob"}', 5000);
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${messages - 1})
      INSERT INTO message (conversation_key, author_key, message_id, author_seq, lamport, author_rank, kind, state, unread,
          recovered, gap_before, sent_at, received_at, failure, payload)
        SELECT 1 + i % ${CONVERSATIONS}, 1 + i % ${CONVERSATIONS}, randomblob(16),
          1 + i / ${CONVERSATIONS}, 1 + i, 1, iif(i % 89 = 0, 4, 1), i % 6, i % 97 = 0, i % 83 = 0, i % 79 = 0, 1000 * i,
          1000 * i + 500, iif(i % 6 = 3, '{"code":"PEER_REFUSED","params":{}}', NULL), randomblob(100)
        FROM n;
    COMMIT;`);
}
