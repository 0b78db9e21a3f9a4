import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseFile, openWriter } from '../../src/adapters/sqlite/database.js';
import { problemsOf } from '../../src/adapters/sqlite/integrity.js';
import { MIGRATIONS } from '../../src/adapters/sqlite/migrations/index.js';
import type { SqlConnection } from '../../src/adapters/sqlite/sql-connection.js';
import { Secret } from '../../src/base/secret.js';
import { type Columns, columnsOf, digestOf, digestOfTable, fillFirst } from './first-store.js';
import { describeUnless } from './skip.js';
import { whyNoFaults } from './strace.js';

/** A million is tried by hand: CONTRIBUTING.md says how. */
const MESSAGES = Number(process.env['KITH_UPGRADE_MESSAGES'] ?? 4_000);
const FIRST = MIGRATIONS.slice(0, 1);
const KEY = 'a5'.repeat(32);
/** More than any upgrade syncs. */
const MOST_SYNCS = 500;
const ENTRY = fileURLToPath(new URL('./upgrade.js', import.meta.url));

describeUnless(whyNoFaults(), 'kills during an upgrade')(
  `the upgrade of a store of the first schema with ${String(MESSAGES)} messages`,
  () => {
    let directory: string;
    let original: string;
    let first: Columns;
    let before: Readonly<Record<string, string>>;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'kith-upgrade-'));
      original = join(directory, 'original');
      [first, before] = withDatabase(original, filled(MESSAGES), FIRST);
    }, 600_000);
    afterAll(() => rm(directory, { recursive: true, force: true }));

    it('loses nothing when it is killed at any sync, and is finished by the next start', async () => {
      let kills = 0;
      for (let when = 1; when <= MOST_SYNCS; when++) {
        const home = await mkdtemp(join(directory, 'home-'));
        const path = join(home, 'kith.db');
        await cp(original, path);
        const wasKilled = upgradeKilledAt(path, when);
        expect(withDatabase(path, contentOf(first)), `killed at sync ${String(when)}`).toEqual({
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

describe('what an upgrade is compared by', () => {
  let directory: string;
  let path: string;
  let first: Columns;
  let before: Readonly<Record<string, string>>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-upgrade-'));
    path = join(directory, 'original');
    [first, before] = withDatabase(path, filled(500), FIRST);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('is something in every column of every table', () => {
    const empty = withDatabase(
      path,
      (sql) =>
        Object.entries(first).flatMap(([table, columns]) =>
          columns.filter((column) => {
            const filledIn = `${column} IS NOT NULL AND ${column} NOT IN (0, '', x'')`;
            return sql.rows(`SELECT 1 FROM ${table} WHERE ${filledIn} LIMIT 1`).length === 0;
          }),
        ),
      FIRST,
    );
    expect(empty).toEqual([]);
  });

  it('is every value: one that changed, in whatever column, makes another digest', () => {
    const unnoticed = withDatabase(
      path,
      (sql) =>
        Object.entries(first).flatMap(([table, columns]) =>
          columns.filter((column) => !isNoticed(sql, { table, columns, column })),
        ),
      FIRST,
    );
    expect(unnoticed).toEqual([]);
  });

  it('is noticed when a migration damages it', async () => {
    const damage = [
      `UPDATE stream SET received = 0, renewed_at = 0`,
      `UPDATE contact SET name = '', note = ''`,
      `UPDATE identity SET key_pair = x'00', name = ''`,
      `DELETE FROM session`,
    ].join(';');
    const damaged = join(directory, 'damaged');
    await cp(path, damaged);
    const after = withDatabase(damaged, (sql) => digestOf(sql, first), [...MIGRATIONS, `${damage};`]);
    const differing = Object.keys(before).filter((table) => after[table] !== before[table]);
    expect(differing.sort()).toEqual(['contact', 'identity', 'session', 'stream']);
  });
});

/** Whether one value that is changed in the column, and back again, shows in the digest of the table. */
function isNoticed(
  sql: SqlConnection,
  { table, columns, column }: { table: string; columns: readonly string[]; column: string },
): boolean {
  const before = digestOfTable(sql, table, columns);
  const other = `CASE typeof(${column}) WHEN 'integer' THEN ${column} + 1000000 WHEN 'text' THEN ${column} || '!'
    ELSE randomblob(33) END`;
  sql.exec(`PRAGMA ignore_check_constraints = ON; BEGIN; PRAGMA defer_foreign_keys = ON;`);
  sql.exec(`UPDATE ${table} SET ${column} = ${other}
    WHERE ${column} = (SELECT max(${column}) FROM ${table});`);
  const isOther = digestOfTable(sql, table, columns) !== before;
  sql.exec('ROLLBACK');
  return isOther;
}

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

function filled(messages: number) {
  return (sql: SqlConnection) => {
    fillFirst(sql, messages);
    const first = columnsOf(sql);
    return [first, digestOf(sql, first)] as const;
  };
}

function contentOf(first: Columns) {
  return (sql: SqlConnection) => {
    const schema = sql.rows<{ user_version: number }>('PRAGMA user_version')[0]?.user_version;
    return { schema, problems: problemsOf(sql), digest: digestOf(sql, first) };
  };
}
