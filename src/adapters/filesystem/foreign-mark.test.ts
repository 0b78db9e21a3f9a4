import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markForeign, type MarkingSystem } from './foreign-mark.js';
import { saveCopy } from './saved-copy.js';

describe('the mark of a file from somebody else', () => {
  let folder: string;
  let path: string;
  let ran: (readonly string[])[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kith-mark-'));
    path = join(folder, 'setup.exe');
    await writeFile(path, 'MZ');
    ran = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const on = (platform: MarkingSystem['platform']): MarkingSystem => ({
    platform,
    run: (program, args) => {
      ran.push([program, ...args]);
      return Promise.resolve();
    },
  });

  it('is the zone of a download on Windows', async () => {
    await markForeign(path, on('win32'));
    // Where files have no streams that is the name of another file.
    const zone = await readFile(`${path}:Zone.Identifier`, 'latin1');
    expect(zone).toBe('[ZoneTransfer]\r\nZoneId=3\r\n');
  });

  it('is the quarantine on macOS', async () => {
    await markForeign(path, on('darwin'));
    const value = expect.stringMatching(/^0081;[0-9a-f]+;Kith;$/u) as string;
    expect(ran).toEqual([['/usr/bin/xattr', '-w', 'com.apple.quarantine', value, path]]);
  });

  it('is none elsewhere, and one that cannot be set keeps no copy from its owner', async () => {
    await markForeign(path, on('linux'));
    expect([ran, await readdir(folder)]).toEqual([[], ['setup.exe']]);
    const refused = { platform: 'darwin', run: () => Promise.reject(new Error('no marks here')) } as const;
    await markForeign(path, refused);
    await markForeign(join(folder, 'none', 'a'), on('win32'));
  });

  it('is set before a saved copy has its name', async () => {
    const marked: boolean[] = [];
    const copy = { name: 'a.exe', mark: '1' };
    const saved = await saveCopy(folder, copy, [Buffer.from('MZ')], (unfinished) => {
      marked.push(existsSync(unfinished), existsSync(join(folder, 'a.exe')));
      return Promise.resolve();
    });
    expect([saved, marked]).toEqual([join(folder, 'a.exe'), [true, false]]);
  });
});
