import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nearestFolder, takeHome } from './take-home.js';

describe('the home of an app', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kith-home-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is made where there is none, for its owner alone', async () => {
    const home = join(dir, 'new');
    expect(takeHome(home)).toEqual({ directory: join(home, 'window') });
    expect((await stat(join(home, 'window'))).mode & 0o777).toBe(0o700);
  });

  it('is refused with a reason where something else is in its place', async () => {
    const home = join(dir, 'file');
    await writeFile(home, '');
    expect(takeHome(home)).toEqual({
      refusal: { code: 'HOME_UNUSABLE', params: { path: home, reason: 'ENOTDIR' } },
    });
  });

  it.skipIf(process.platform !== 'linux')('is refused where nobody may write, not even root', () => {
    expect(takeHome('/sys/kernel')).toMatchObject({ refusal: { code: 'ACCESS_DENIED' } });
  });

  it('is looked for from the folder it was in, once it is gone', () => {
    expect(nearestFolder(join(dir, 'gone', 'deeper'))).toBe(dir);
    expect(nearestFolder(dir)).toBe(dir);
  });
});
