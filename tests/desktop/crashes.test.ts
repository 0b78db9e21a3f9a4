// A node that keeps dying, and what its owner can do then, in a real Electron.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_PASSWORD, type TestHome } from '../../src/testing/node/homes.js';
import { AppStage, STEP_MS } from './app-stage.js';
import { answer, boxes, dialogModule, openedPaths } from './dialogs.js';

const desktop = await AppStage.open('an app whose node keeps dying');

/** In the order of the dialog's buttons. */
const ANSWERS = { again: 0, offline: 1, logFolder: 2, report: 3, save: 0 } as const;

describe.skipIf(!desktop)('the desktop app whose node keeps dying', () => {
  let home: TestHome;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    if (!desktop) return;
    home = await desktop.stage.home('Alice');
    const before = await dialogModule(home.dir, join(home.dir, 'report.txt'));
    ({ app, page } = await desktop.start(home, { before }));
    await unlock();
  }, 60_000);
  afterAll(() => desktop?.clear());

  async function unlock(): Promise<void> {
    await page.getByLabel('Passphrase', { exact: true }).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Nobody here yet').waitFor();
  }

  async function ownerPid(): Promise<number> {
    const text = await readFile(join(home.dir, 'run', 'owner.json'), 'utf8').catch(() => '{}');
    return (JSON.parse(text) as { pid?: number }).pid ?? 0;
  }

  /** Kills the node, which another one than `before` runs. */
  async function killNode(before: number): Promise<number> {
    await expect.poll(ownerPid, { timeout: STEP_MS }).not.toBe(before);
    const pid = await ownerPid();
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  it('starts it again twice, and asks its owner the third time within a minute', async () => {
    let killed = 0;
    for (let time = 0; time < 3; time += 1) killed = await killNode(killed);
    const [box] = await boxes(app, 1);
    expect(box?.message).toContain('three times within a minute');
    expect(box?.buttons).toEqual([
      'Start again',
      'Start without network',
      'Open log folder',
      'Report…',
      'Quit',
    ]);
    expect(await ownerPid()).toBe(killed);
  });

  it('opens the folder of the log', async () => {
    await answer(app, ANSWERS.logFolder);
    await boxes(app, 2);
    expect(await openedPaths(app)).toEqual([join(home.dir, 'log')]);
  });

  it('shows a report whole before it is saved, without a name, key, address or path', async () => {
    await answer(app, ANSWERS.report);
    const report = (await boxes(app, 3))[2];
    expect(report?.detail).toMatch(/The node stopped too often\n(stopped at .*\n){3}/u);
    for (const secret of ['Alice', home.dir, home.host, home.self.nodeId.slice(0, 16), home.self.nodeIdText])
      expect(report?.detail).not.toContain(secret);
    await answer(app, ANSWERS.save);
    await boxes(app, 4);
    const saved = await readFile(join(home.dir, 'report.txt'), 'utf8');
    expect(report?.detail).toContain(saved);
    expect(saved).toMatch(/^Kith /u);
  });

  it('starts without network when its owner wants that, with everything there', async () => {
    await answer(app, ANSWERS.offline);
    await unlock();
    await page.keyboard.press('Control+,');
    await page.locator('.settings-link', { hasText: 'Network' }).click();
    await page.getByText('Not listening').waitFor();
  });
});
