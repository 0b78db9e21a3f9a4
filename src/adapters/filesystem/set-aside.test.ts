import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setAside } from './set-aside.js';

describe('a database nobody can open any more', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-aside-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is kept under another name, with what belongs to it', async () => {
    await writeFile(join(directory, 'kith.db'), 'pages');
    await writeFile(join(directory, 'kith.db-wal'), 'log');
    await setAside(join(directory, 'kith.db'), 7);
    expect((await readdir(directory)).sort()).toEqual(['kith.db.set-aside-7', 'kith.db.set-aside-7-wal']);
  });

  it('need not be there', async () => {
    await setAside(join(directory, 'kith.db'), 7);
    expect(await readdir(directory)).toEqual([]);
  });
});
