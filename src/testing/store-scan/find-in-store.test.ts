import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWriter } from '../../adapters/sqlite/database.js';
import type { SqlConnection } from '../../adapters/sqlite/sql-connection.js';
import { Secret } from '../../base/secret.js';
import { type DatabaseDirectory, databaseDirectory } from '../sqlite-fixture.js';
import { decryptedPages } from './decrypted-pages.js';
import { findInStore } from './find-in-store.js';

const CANARY = 'canary 9d1f0c77';

describe('the pages of a store on the disk', () => {
  let file: DatabaseDirectory;
  let sql: SqlConnection;
  beforeEach(() => {
    file = databaseDirectory();
    sql = openWriter(file);
    sql.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)');
  });
  afterEach(() => {
    sql.close();
    file.remove();
  });

  const write = (text: string) => {
    sql.prepare('INSERT INTO note (text) VALUES (?)').run(text);
  };
  const emptyTheLog = () => sql.rows('PRAGMA wal_checkpoint(TRUNCATE)');

  it('show a text in the log before the checkpoint and in the database after it', () => {
    emptyTheLog();
    write(CANARY);
    expect(findInStore(file, CANARY)).toEqual([expect.stringMatching(/^log frame \d+ \(page \d+\)$/)]);
    emptyTheLog();
    expect(findInStore(file, CANARY)).toEqual([expect.stringMatching(/^database page \d+$/)]);
    expect(readFileSync(file.path).includes(CANARY)).toBe(false);
  });

  it('show what was deleted as long as an older frame of the log still holds it, and no longer', () => {
    write(CANARY);
    sql.exec('DELETE FROM note');
    expect(findInStore(file, CANARY)).not.toEqual([]);
    emptyTheLog();
    expect(findInStore(file, CANARY)).toEqual([]);
  });

  it('show what was deleted without being overwritten, on pages nothing points to', () => {
    sql.exec('PRAGMA secure_delete = OFF');
    write(CANARY.repeat(1_000));
    sql.exec('DELETE FROM note');
    emptyTheLog();
    expect(findInStore(file, CANARY)).not.toEqual([]);
  });

  it('are all there: the content of each is what SQLite reads', () => {
    for (let count = 0; count < 50; count++) write(`${CANARY} ${count} `.repeat(200));
    emptyTheLog();
    const pages = decryptedPages(file);
    expect(pages).toHaveLength(sql.rows<{ page_count: number }>('PRAGMA page_count')[0]?.page_count ?? 0);
    expect(pages[0]?.content.subarray(0, 8)).toEqual(Buffer.from([0x10, 0, 2, 2, 80, 64, 32, 32]));
  });

  it('are refused under another key, and when a bit of one was changed', () => {
    emptyTheLog();
    const stranger = { path: file.path, key: new Secret(new Uint8Array(32).fill(1)) };
    expect(() => findInStore(stranger, CANARY)).toThrow('database 1: not a page under this key');
    const copy = { ...file, path: `${file.path}.bent` };
    copyFileSync(file.path, copy.path);
    const bytes = readFileSync(copy.path);
    bytes[4_096 + 100] = (bytes[4_096 + 100] ?? 0) ^ 1;
    writeFileSync(copy.path, bytes);
    expect(() => findInStore(copy, CANARY)).toThrow('database 2: not a page under this key');
  });
});
