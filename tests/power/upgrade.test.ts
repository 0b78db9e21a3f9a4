import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DatabaseFile, openWriter } from '../../src/adapters/sqlite/database.js';
import { problemsOf } from '../../src/adapters/sqlite/integrity.js';
import { MIGRATIONS } from '../../src/adapters/sqlite/migrations/index.js';
import type { SqlConnection } from '../../src/adapters/sqlite/sql-connection.js';
import { Secret } from '../../src/base/secret.js';
import { describeUnless } from './skip.js';
import { whyNoFaults } from './strace.js';

/** A million is tried by hand: CONTRIBUTING.md says how. */
const MESSAGES = Number(process.env['KITH_UPGRADE_MESSAGES'] ?? 10_000);
const CONVERSATIONS = 50;
const KEY = 'a5'.repeat(32);
/** More than any upgrade syncs. */
const MOST_SYNCS = 500;
const ENTRY = fileURLToPath(new URL('./upgrade.js', import.meta.url));

describeUnless(whyNoFaults(), 'kills during an upgrade')(
  `the upgrade of a store of the first schema with ${String(MESSAGES)} messages`,
  () => {
    let directory: string;
    let original: string;
    let before: string;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'kith-upgrade-'));
      original = join(directory, 'original');
      before = withDatabase(original, (sql) => (fill(sql), digest(sql)), MIGRATIONS.slice(0, 1));
    }, 600_000);
    afterAll(() => rm(directory, { recursive: true, force: true }));

    it('loses nothing when it is killed at any sync, and is finished by the next start', async () => {
      let kills = 0;
      for (let when = 1; when <= MOST_SYNCS; when++) {
        const home = await mkdtemp(join(directory, 'home-'));
        const path = join(home, 'kith.db');
        await cp(original, path);
        const wasKilled = upgradeKilledAt(path, when);
        expect(withDatabase(path, contentOf), `killed at sync ${String(when)}`).toEqual({
          schema: MIGRATIONS.length,
          problems: [],
          digest: before,
        });
        expect((await readdir(home)).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
        await rm(home, { recursive: true });
        if (!wasKilled) break;
        kills += 1;
      }
      // The copy, its rename and every migration sync at least once each.
      expect(kills).toBeGreaterThan(MIGRATIONS.length);
      expect(kills).toBeLessThan(MOST_SYNCS);
    }, 3_600_000);
  },
);

/** False when it ended before that sync. */
function upgradeKilledAt(path: string, when: number): boolean {
  const inject = `inject=fsync:signal=KILL:when=${String(when)}`;
  const options = ['-f', '-o', '/dev/null', '-e', 'trace=fsync', '-e', inject];
  const { signal, status } = spawnSync('strace', [...options, process.execPath, ENTRY, path, KEY]);
  if (signal === null && status !== 0) throw new Error(`the upgrade ended with ${String(status)}`);
  return signal === 'SIGKILL';
}

function withDatabase<T>(path: string, look: (sql: SqlConnection) => T, migrations = MIGRATIONS): T {
  const file: DatabaseFile = { path, key: new Secret(new Uint8Array(Buffer.from(KEY, 'hex'))) };
  const sql = openWriter(file, migrations);
  try {
    return look(sql);
  } finally {
    sql.rows('PRAGMA wal_checkpoint(TRUNCATE)');
    sql.close();
  }
}

function contentOf(sql: SqlConnection) {
  const schema = sql.rows<{ user_version: number }>('PRAGMA user_version')[0]?.user_version;
  return { schema, problems: problemsOf(sql), digest: digest(sql) };
}

/** Of what people would miss. */
function digest(sql: SqlConnection): string {
  const hash = createHash('sha256');
  const page = sql.prepare<{ key: number; row: string }>(
    `SELECT key, hex(message_id) || hex(payload) || author_seq || ' ' || sent_at || ' ' || unread AS row
     FROM message WHERE key > ? ORDER BY key LIMIT 1000`,
  );
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.key ?? 0)) {
    for (const { row } of rows) hash.update(row);
  }
  for (const { row } of sql.rows<{ row: string }>(
    `SELECT hex(contact_id) || hex(message_id) || hex(payload) AS row FROM outbox ORDER BY id`,
  )) {
    hash.update(row);
  }
  return hash.digest('hex');
}

/** As the first version wrote it; what is only kept is random bytes. */
function fill(sql: SqlConnection): void {
  sql.exec(`BEGIN;
    INSERT INTO identity VALUES (1, randomblob(96), 7, 'Alice', 1, 1000);
    INSERT INTO incarnation VALUES (1, randomblob(16), 1000);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(CONVERSATIONS)})
      INSERT INTO contact SELECT randomblob(16), randomblob(32), '12345', 'approved', NULL, 'compared',
        'Contact ' || i, NULL, '', NULL, NULL, 0, NULL, NULL, 1000 FROM n;
    INSERT INTO conversation (conversation_id, contact_id, peer, lamport, unread)
      SELECT randomblob(32), id, node_id, ${String(MESSAGES)}, 0 FROM contact;
    INSERT INTO author (node_id, rank) SELECT node_id, rowid FROM contact;
    INSERT INTO stream SELECT id, randomblob(16), randomblob(16), 9, 0, NULL, 9, randomblob(32), NULL, NULL, NULL, 0, 0
      FROM contact;
    INSERT INTO seen_envelope SELECT id, randomblob(32) FROM contact;
    INSERT INTO outbox (contact_id, message_id, visible, payload) SELECT id, randomblob(16), 1, randomblob(200) FROM contact;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(MESSAGES - 1)})
      INSERT INTO message (conversation_key, author_key, message_id, author_seq, lamport, author_rank, kind, state, unread,
          recovered, gap_before, sent_at, received_at, failure, payload)
        SELECT 1 + i % ${String(CONVERSATIONS)}, 1 + i % ${String(CONVERSATIONS)}, randomblob(16),
          1 + i / ${String(CONVERSATIONS)}, 1 + i, 1, 1, 5, i % 97 = 0, 0, 0, 1000 * i, 1000 * i, NULL, randomblob(100)
        FROM n;
    COMMIT;`);
}
