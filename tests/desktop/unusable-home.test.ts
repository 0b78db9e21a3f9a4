// A home the app cannot use, in a real Electron: its owner is told what happened, that nothing was lost, and what to do.

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AppStage } from './app-stage.js';
import { answer, boxes, dialogModule, openedPaths } from './dialogs.js';

const desktop = await AppStage.open('an app that cannot use its home');
const FOLDER = 0;
const QUIT = 1;

describe.skipIf(!desktop)('a home that cannot be used', () => {
  afterAll(() => desktop?.clear());

  it('is said before there is a window, with the folder to look at, and then the app ends', async () => {
    if (!desktop) return;
    const { dir, host } = await desktop.stage.home('Alice');
    const file = join(dir, 'no-folder');
    await writeFile(file, '');
    const passing = join(dir, 'passing');
    await mkdir(passing);
    const before = await dialogModule(dir);
    const app = await desktop.startWithoutWindow({ dir: file, host }, { before, env: { TMPDIR: passing } });
    const [box] = await boxes(app, 1);
    expect(box).toMatchObject({ message: 'Kith’s node cannot start.', buttons: ['Open folder', 'Quit'] });
    for (const part of ['Check that it is a folder', file, 'Kith changed nothing there'])
      expect(box?.detail).toContain(part);
    await answer(app, FOLDER);
    await boxes(app, 2);
    expect(await openedPaths(app)).toEqual([file]);
    const closed = app.waitForEvent('close');
    const profiles = async () => (await readdir(passing)).filter((name) => name.startsWith('kith-'));
    expect(await profiles()).toHaveLength(1);
    await answer(app, QUIT);
    await closed;
  });

  it('is said where nothing can be written at all', async () => {
    if (!desktop) return;
    const { dir, host } = await desktop.stage.home('Carol');
    const file = join(dir, 'no-folder');
    await writeFile(file, '');
    const before = await dialogModule(dir);
    const env = { TMPDIR: join(file, 'passing'), XDG_CONFIG_HOME: join(file, 'config') };
    const app = await desktop.startWithoutWindow({ dir: file, host }, { before, env });
    const [box] = await boxes(app, 1);
    expect(box?.message).toBe('Kith’s node cannot start.');
    const closed = app.waitForEvent('close');
    await answer(app, QUIT);
    await closed;
  });

  it('is said when its settings are not understood, and it starts once they are', async () => {
    if (!desktop) return;
    const home = await desktop.stage.home('Bob');
    const config = join(home.dir, 'config.conf');
    await writeFile(config, '[Nonsense]\nport = many\n');
    const { app, page } = await desktop.start(home, { before: await dialogModule(home.dir) });
    const [box] = await boxes(app, 1);
    expect(box?.detail).toContain('Put it right in config.conf');
    expect(box?.buttons).toEqual(['Start again', 'Open folder', 'Open log folder', 'Report…', 'Quit']);
    await writeFile(config, '');
    await answer(app, 0);
    await page.getByLabel('Passphrase', { exact: true }).waitFor();
  });
});
