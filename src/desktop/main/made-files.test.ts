import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveMade } from './made-files.js';

describe('a file the window makes', () => {
  let folder: string;
  let refusals: number;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kith-made-'));
    refusals = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  const save = (place: (name: string) => string | undefined) =>
    saveMade(
      { name: '../kith.png', content: Buffer.from('a picture') },
      {
        choose: (name) => Promise.resolve(place(name)),
        refuse: () => {
          refusals += 1;
          return Promise.resolve();
        },
      },
    );

  it('is saved where its owner chooses, under a name of one folder', async () => {
    expect(await save((name) => join(folder, name))).toBe(true);
    expect(await readdir(folder)).toEqual(['kith.png']);
    expect((await readFile(join(folder, 'kith.png'))).toString()).toBe('a picture');
    expect(refusals).toBe(0);
  });

  it('that cannot be written there is said to be not saved, one nobody wants after all is not', async () => {
    expect(await save(() => join(folder, 'gone', 'kith.png'))).toBe(false);
    expect(refusals).toBe(1);
    expect(await save(() => undefined)).toBe(false);
    expect(refusals).toBe(1);
  });
});
