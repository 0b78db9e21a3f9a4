import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { utf8 } from '../../base/bytes.js';
import { Secret } from '../../base/secret.js';
import { BOB, WITH_BOB, sampleContact, sampleMessage } from '../../testing/contracts/samples.js';
import { type DatabaseDirectory, databaseDirectory } from '../../testing/sqlite-fixture.js';
import { openReader, openWriter } from './database.js';
import { problemsOf } from './integrity.js';
import { MIGRATIONS } from './migrations/index.js';
import { openStore } from './store-connection.js';

describe('the database', () => {
  let file: DatabaseDirectory;
  beforeEach(() => {
    file = databaseDirectory();
  });
  afterEach(() => {
    file.remove();
  });
  const everyFile = () => {
    const directory = dirname(file.path);
    return readdirSync(directory).map((name) => ({ name, bytes: readFileSync(join(directory, name)) }));
  };
  const thrownBy = (act: () => unknown): AppError => {
    try {
      act();
    } catch (error) {
      if (error instanceof AppError) return error;
    }
    throw new TypeError('expected an AppError');
  };

  it('is set to lose nothing and to leak nothing', () => {
    const sql = openWriter(file);
    const value = (pragma: string) => Object.values(sql.rows(`PRAGMA ${pragma}`)[0] ?? {})[0];
    const settings = {
      journal_mode: 'wal',
      synchronous: 2,
      fullfsync: 1,
      checkpoint_fullfsync: 1,
      foreign_keys: 1,
      secure_delete: 1,
      temp_store: 2,
      trusted_schema: 0,
      cell_size_check: 1,
    };
    for (const [pragma, expected] of Object.entries(settings)) {
      expect([pragma, value(pragma)]).toEqual([pragma, expected]);
    }
    // SQLCipher builds without memory maps and answers nothing at all.
    expect(value('mmap_size') ?? 0).toBe(0);
    sql.close();
  });

  it('is unreadable for anybody without the key', () => {
    const canary = 'canary-5f1d90 Zwergpinguin';
    const connection = openStore(file);
    connection.begin();
    connection.store.contacts.put(sampleContact({ name: canary, note: canary }));
    connection.store.conversations.put({ id: WITH_BOB, contactId: null, peer: BOB, lamport: 0 });
    connection.store.conversations.setDraft(WITH_BOB, canary);
    connection.store.messages.add(sampleMessage(1, { payload: utf8(canary) }));
    connection.commit();
    const open = everyFile();
    expect(open.map(({ name }) => name).sort()).toEqual(['kith.db', 'kith.db-shm', 'kith.db-wal']);
    expect(open.find(({ name }) => name === 'kith.db-wal')?.bytes.length).toBeGreaterThan(4_096);
    connection.close();
    for (const { name, bytes } of [...open, ...everyFile()]) {
      expect([name, bytes.includes(canary), bytes.includes('CREATE TABLE')]).toEqual([name, false, false]);
      expect(bytes.includes('SQLite format 3')).toBe(false);
    }
  });

  it.skipIf(process.platform === 'win32')('is readable for its owner only', () => {
    const sql = openWriter(file);
    sql.exec('CREATE TABLE written (id INTEGER)');
    for (const suffix of ['', '-wal', '-shm']) {
      expect(statSync(file.path + suffix).mode & 0o777).toBe(0o600);
    }
    sql.close();
  });

  it('refuses a wrong key', () => {
    openWriter(file).close();
    const wrong = { path: file.path, key: new Secret(new Uint8Array(32).fill(1)) };
    expect(thrownBy(() => openWriter(wrong)).code).toBe('STORE_DAMAGED');
    expect(thrownBy(() => openReader(wrong)).code).toBe('STORE_DAMAGED');
  });

  it('refuses a file that is no database, and leaves it alone', () => {
    writeFileSync(file.path, 'x'.repeat(20_000));
    expect(thrownBy(() => openWriter(file)).code).toBe('STORE_DAMAGED');
    expect(readFileSync(file.path, 'utf8')).toBe('x'.repeat(20_000));
  });

  it('finds a page that was changed behind its back', () => {
    const writer = openWriter(file);
    const [page] = writer.rows<{ end: number }>(
      `SELECT rootpage * 4096 AS end FROM sqlite_schema WHERE name = 'notice'`,
    );
    writer.close();
    const bytes = readFileSync(file.path);
    const end = page?.end ?? 0;
    bytes.fill(0, end - 2_000, end - 1_900);
    writeFileSync(file.path, bytes);
    const sql = openReader(file);
    expect(problemsOf(sql)).not.toEqual([]);
    sql.close();
  });

  it('refuses a schema it does not know yet', () => {
    const sql = openWriter(file);
    const found = MIGRATIONS.length + 1;
    sql.exec(`PRAGMA user_version = ${String(found)}`);
    for (const open of [openWriter, openReader]) {
      const error = thrownBy(() => open(file));
      expect([error.code, error.params]).toEqual(['STORE_TOO_NEW', { found, known: MIGRATIONS.length }]);
    }
    sql.close();
  });

  it('says so when it cannot be opened at all', () => {
    const nowhere = { ...file, path: join(file.path, 'kith.db') };
    expect(thrownBy(() => openWriter(nowhere)).code).toBe('STORE_FAILED');
  });

  it('gives readers what is committed and no way to write', () => {
    const connection = openStore(file);
    const reader = openReader(file);
    const count = () => reader.rows('SELECT count(*) AS count FROM contact');
    connection.begin();
    connection.store.contacts.put(sampleContact());
    expect(count()).toEqual([{ count: 0 }]);
    connection.commit();
    expect(count()).toEqual([{ count: 1 }]);
    expect(() => {
      reader.exec('DELETE FROM contact');
    }).toThrow('STORE_FAILED');
    reader.close();
    connection.close();
  });

  it('has nothing for readers before a writer made it', () => {
    expect(thrownBy(() => openReader(file)).code).toBe('STORE_FAILED');
  });
});
