import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWriter } from '../../src/adapters/sqlite/database.js';
import { HomeYard, type TestHome } from '../../src/testing/node/homes.js';
import { digestOf } from './shown-history.js';
import { databaseOf, storedEvidence } from './stored-history.js';

/** A key is derived several times. */
const LIMIT_MS = 60_000;

describe('the evidence of a home', () => {
  let yard: HomeYard;
  let alice: TestHome;
  beforeAll(async () => {
    yard = await HomeYard.open();
    alice = await yard.found('Alice');
  }, LIMIT_MS);
  afterAll(() => yard.clear());

  const evidence = () => storedEvidence(alice.dir, { node: 'alice', nodeId: alice.self.nodeId });

  it('is taken without changing it, and leaves nothing beside it', { timeout: LIMIT_MS }, async () => {
    const contents = async () => {
      const names = await readdir(alice.dir, { recursive: true, withFileTypes: true });
      const files = names.filter((entry) => entry.isFile() && !/^lock|-(?:wal|shm)$/u.test(entry.name));
      return Promise.all(
        files.map(async ({ parentPath, name }) => [
          name,
          digestOf(await readFile(join(parentPath, name), 'latin1')),
        ]),
      );
    };
    const before = await contents();
    expect(await evidence()).toMatchObject({ messages: [], owed: 0, problems: [] });
    expect(await contents()).toEqual(before);
    expect((await readdir(yard.dir)).toSorted()).toEqual(['alice', 'password']);
  });

  it('has what its owner is told when something went wrong', { timeout: LIMIT_MS }, async () => {
    const sql = openWriter(await databaseOf(alice.dir));
    sql.exec(`INSERT INTO notice (code, params, at) VALUES ('STORE_ROLLED_BACK', '{"name":"Bob"}', 1)`);
    sql.close();
    expect((await evidence()).problems).toEqual(['notice STORE_ROLLED_BACK']);
  });
});
