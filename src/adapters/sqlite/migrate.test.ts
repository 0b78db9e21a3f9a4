import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseDirectory, databaseDirectory } from '../../testing/sqlite-fixture.js';
import { openWriter } from './database.js';

const FIRST = "CREATE TABLE person (name TEXT); INSERT INTO person VALUES ('Bob');";
const SECOND = 'ALTER TABLE person ADD COLUMN age INTEGER; UPDATE person SET age = 7;';

describe('an upgrade', () => {
  let file: DatabaseDirectory;
  beforeEach(() => {
    file = databaseDirectory();
  });
  afterEach(() => {
    file.remove();
  });
  const names = () => readdirSync(dirname(file.path)).sort();
  const upgrade = (...migrations: string[]) => {
    const sql = openWriter(file, migrations);
    const people = sql.rows('SELECT * FROM person');
    const version = sql.rows('PRAGMA user_version')[0];
    sql.close();
    return { people, version };
  };

  it('makes no copy of a database that did not exist', () => {
    expect(upgrade(FIRST, SECOND)).toEqual({
      people: [{ name: 'Bob', age: 7 }],
      version: { user_version: 2 },
    });
    expect(names()).toEqual(['kith.db']);
  });

  it('does nothing the second time', () => {
    upgrade(FIRST);
    expect(upgrade(FIRST).people).toEqual([{ name: 'Bob' }]);
    expect(names()).toEqual(['kith.db']);
  });

  it('keeps an encrypted copy from before', () => {
    upgrade(FIRST);
    expect(upgrade(FIRST, SECOND).people).toEqual([{ name: 'Bob', age: 7 }]);
    expect(names()).toEqual(['kith.db', 'kith.db.before-2']);
    const copy = openWriter({ ...file, path: `${file.path}.before-2` }, [FIRST]);
    expect(copy.rows('SELECT * FROM person')).toEqual([{ name: 'Bob' }]);
    copy.close();
  });

  it('that fails leaves the database as it was', () => {
    upgrade(FIRST);
    expect(() => upgrade(FIRST, `${SECOND} NO SUCH STATEMENT;`)).toThrow('STORE_FAILED');
    expect(upgrade(FIRST)).toEqual({ people: [{ name: 'Bob' }], version: { user_version: 1 } });
  });

  it('that breaks a reference is refused', () => {
    upgrade(FIRST);
    const breaking = `CREATE TABLE owner (id INTEGER PRIMARY KEY);
      CREATE TABLE pet (owner INTEGER REFERENCES owner (id) DEFERRABLE INITIALLY DEFERRED);
      INSERT INTO pet VALUES (9);`;
    expect(() => upgrade(FIRST, breaking)).toThrow('STORE_FAILED');
    expect(upgrade(FIRST).version).toEqual({ user_version: 1 });
  });

  it('does not begin when the copy cannot be made', () => {
    upgrade(FIRST);
    mkdirSync(join(`${file.path}.before-2`, 'occupied'), { recursive: true });
    expect(() => upgrade(FIRST, SECOND)).toThrow('STORE_FAILED');
    expect(upgrade(FIRST).people).toEqual([{ name: 'Bob' }]);
  });

  it('does not begin on a database that is damaged', () => {
    upgrade(FIRST, `CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (randomblob(60000));`);
    const bytes = readFileSync(file.path);
    bytes.fill(0, bytes.length - 20_000, bytes.length - 19_900);
    writeFileSync(file.path, bytes);
    expect(() => upgrade(FIRST, '', SECOND)).toThrow();
    expect(names()).toEqual(['kith.db']);
  });
});
