import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTail } from './read-tail.js';

describe('the end of a file', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kith-tail-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it.each([
    ['a short file', 100, 'one\ntwo\nthree\n'],
    ['a file cut within a line', 8, 'three\n'],
    ['a file cut within a letter', 9, 'three\n'],
  ])('is whole lines of %s', async (_, bytes, tail) => {
    const file = join(dir, 'log');
    await writeFile(file, bytes === 9 ? 'one\nё\nthree\n' : 'one\ntwo\nthree\n');
    expect(await readTail(file, bytes)).toBe(tail);
  });

  it('is nothing where there is no file', async () => {
    expect(await readTail(join(dir, 'none'), 10)).toBe('');
  });
});
