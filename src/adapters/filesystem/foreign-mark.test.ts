import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markForeign } from './foreign-mark.js';
import { saveCopy } from './saved-copy.js';

describe('the mark of a file from somebody else', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kith-mark-'));
    path = join(folder, 'setup.exe');
    await writeFile(path, 'MZ');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is the zone of a download on Windows', async () => {
    markForeign(path, 'win32');
    // Where files have no streams that is the name of another file.
    const zone = await readFile(`${path}:Zone.Identifier`, 'latin1');
    expect(zone).toBe('[ZoneTransfer]\r\nZoneId=3\r\n');
  });

  it('is none elsewhere, and one that cannot be set keeps no copy from its owner', async () => {
    for (const platform of ['linux', 'darwin'] as const) markForeign(path, platform);
    expect(await readdir(folder)).toEqual(['setup.exe']);
    expect(() => {
      markForeign(join(folder, 'none', 'a'), 'win32');
    }).not.toThrow();
  });

  it('is set before a saved copy has its name', async () => {
    const marked: boolean[] = [];
    const copy = { name: 'a.exe', mark: '1' };
    const saved = await saveCopy(folder, copy, [Buffer.from('MZ')], (unfinished) => {
      marked.push(existsSync(unfinished), existsSync(join(folder, 'a.exe')));
    });
    expect([saved, marked]).toEqual([join(folder, 'a.exe'), [true, false]]);
  });
});
