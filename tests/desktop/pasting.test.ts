// A picture from the clipboard of the system lies nowhere on the disk: the desktop app attaches it all the same.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngImage } from '../../src/testing/media-samples.js';
import { accept, askAlways, transferOf } from '../../src/testing/node/files.js';
import { until } from '../../src/testing/node/observe.js';
import { befriend, type TestNode } from '../../src/testing/node/person.js';
import { Stage } from '../nodes/stage.js';
import { openElectronRig, startApp } from './electron-app.js';

const rig = await openElectronRig('pasting a picture in the desktop app');
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const STEP_MS = 15_000;

describe.skipIf(!rig)('a picture that is pasted in the desktop app', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    if (!rig) return;
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    await askAlways(bob, alice);
    // Alice's node runs here; the app shows the home through it.
    ({ app, page } = await startApp({ rig, home: alice.home.dir, host: alice.home.host, args }));
    page.setDefaultTimeout(STEP_MS);
    await page.getByRole('button', { name: /^Bob/u }).click();
  }, 60_000);
  afterAll(async () => {
    await (app as ElectronApplication | undefined)?.close();
    await stage.clear();
    await rig?.display.close();
  });

  it('is attached, sent and arrives as it was on the clipboard', async () => {
    const dataUrl = `data:image/png;base64,${pngImage(30, 20).toString('base64')}`;
    await app.evaluate(({ clipboard, nativeImage }, url) => {
      // The types are those of a newer Electron, which takes items there.
      const old = clipboard as unknown as { writeImage(image: unknown): void };
      old.writeImage(nativeImage.createFromDataURL(url));
    }, dataUrl);
    await page.getByRole('textbox', { name: 'Your message' }).click();
    await page.keyboard.press('Control+V');
    const sheet = page.getByRole('dialog', { name: 'Send files' });
    await sheet.getByTitle('image.png').waitFor();
    await sheet.getByRole('button', { name: 'Send', exact: true }).click();
    await sheet.waitFor({ state: 'detached' });
    const shown = page.getByRole('button', { name: 'Open image.png' }).locator('img');
    await expect
      .poll(() => shown.evaluate((image: { naturalWidth?: number }) => image.naturalWidth))
      .toBe(30);
    const saveTo = await mkdtemp(join(tmpdir(), 'kith-pasted-'));
    const id = await accept(bob, 'image.png', saveTo);
    await until(bob.client, ['transfers', {}], (rows) => rows.find((row) => row.id === id && row.savedAs));
    const saved = await readFile(join(saveTo, 'image.png'));
    expect([saved.subarray(1, 4).toString(), saved.readUInt32BE(16), saved.readUInt32BE(20)]).toEqual([
      'PNG',
      30,
      20,
    ]);
    await rm(saveTo, { recursive: true });
    await transferOf(alice, 'image.png', ({ stage: at }) => at === 'done');
  });
});
