// What people do with files in the desktop app, up to the edge of the system: clipboard, dragging, taskbar, other programs.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngImage } from '../../src/testing/media-samples.js';
import type { TcpRelay } from '../../src/testing/network/tcp-relay.js';
import {
  accept,
  askAlways,
  fileBytes,
  makeFile,
  makeFolder,
  offer,
  transferOf,
} from '../../src/testing/node/files.js';
import { contactOf, type TestNode } from '../../src/testing/node/person.js';
import { zipContents } from '../../src/testing/zip-contents.js';
import { dropFiles } from '../browser/dragging.js';
import { drawnWidth } from '../browser/files-of-people.js';
import { historyOf } from '../browser/open-history.js';
import { befriendThroughRelay } from '../files/relayed.js';
import { AppStage, STEP_MS } from './app-stage.js';

const desktop = await AppStage.open('files in the desktop app');
const MEBIBYTE = 1_048_576;
const FILM = fileBytes(6 * MEBIBYTE);

/** What the app asked of the system: of the taskbar, below 0 no bar; of files that are shown by other programs. */
interface Edge {
  readonly bars: number[];
  readonly opened: string[];
  readonly inFolder: string[];
}

describe.skipIf(!desktop)('a file in the desktop app', () => {
  let alice: TestNode;
  let bob: TestNode;
  let relay: TcpRelay;
  let saveTo: string;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    if (!desktop) return;
    const { stage } = desktop;
    [alice, bob] = await stage.people('Alice', 'Bob');
    relay = await befriendThroughRelay(stage, bob, alice);
    await askAlways(bob, alice);
    await askAlways(alice, bob);
    saveTo = await makeFolder(alice, 'saved');
    // Alice's node runs here; the app shows the home through it.
    ({ app, page } = await desktop.start(alice.home));
    await page.getByRole('button', { name: /^Bob/u }).click();
    await watchEdge();
  }, 60_000);
  afterAll(() => desktop?.clear());

  /** Whoever is asked for a folder gives the same one. */
  function watchEdge(): Promise<void> {
    return app.evaluate(({ BrowserWindow, dialog, shell }, chosen) => {
      const edge: Edge = { bars: [], opened: [], inFolder: [] };
      const [window] = BrowserWindow.getAllWindows();
      Object.assign(globalThis, { edge });
      Object.assign(window ?? {}, { setProgressBar: (share: number) => edge.bars.push(share) });
      Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ filePaths: [chosen] }) });
      Object.assign(shell, {
        openPath: (path: string) => {
          edge.opened.push(path);
          return Promise.resolve('');
        },
        showItemInFolder: (path: string) => edge.inFolder.push(path),
      });
    }, saveTo);
  }

  const edge = () => app.evaluate(() => (globalThis as unknown as { edge: Edge }).edge);
  const bar = async () => (await edge()).bars.at(-1);
  const sheet = () => page.getByRole('dialog', { name: 'Send files' });
  const card = (name: string) => page.locator('.file-card', { has: page.getByTitle(name) }).last();
  const press = (name: string, button: string) => card(name).getByRole('button', { name: button }).click();
  const sendAttached = async () => {
    await sheet().getByRole('button', { name: 'Send', exact: true }).click();
    await sheet().waitFor({ state: 'detached' });
  };
  /** What Bob has of it in clear, once it is all there. */
  const arrived = async (name: string) => {
    const { savedAs } = await transferOf(bob, name, (row) => row.savedAs !== null);
    return readFile(savedAs ?? '');
  };

  it('that is a picture on the clipboard is attached, sent and arrives as it was there', async () => {
    const dataUrl = `data:image/png;base64,${pngImage(30, 20).toString('base64')}`;
    await app.evaluate(({ clipboard, nativeImage }, url) => {
      // The types are those of a newer Electron, which takes items there.
      const old = clipboard as unknown as { writeImage(image: unknown): void };
      old.writeImage(nativeImage.createFromDataURL(url));
    }, dataUrl);
    await page.getByRole('textbox', { name: 'Your message' }).click();
    await page.keyboard.press('Control+V');
    await sheet().getByTitle('image.png').waitFor();
    await sendAttached();
    const shown = page.getByRole('button', { name: 'Open image.png' }).locator('img');
    await expect.poll(() => drawnWidth(shown)).toBe(30);
    await accept(bob, 'image.png', await makeFolder(bob, 'in'));
    const saved = await arrived('image.png');
    expect([saved.subarray(1, 4).toString(), saved.readUInt32BE(16), saved.readUInt32BE(20)]).toEqual([
      'PNG',
      30,
      20,
    ]);
    await transferOf(alice, 'image.png', ({ stage: at }) => at === 'done');
  });

  it('that is dropped goes from where it lies, a folder as well, and the home takes no copy', async () => {
    const folder = await makeFolder(alice, 'Trip');
    await writeFile(join(folder, 'notes.txt'), 'sunny');
    const kept = async () =>
      (await readdir(join(alice.home.dir, 'files'))).filter((name) => /\.(?:kept|part)$/u.test(name));
    const before = await kept();
    await dropFiles(page, historyOf(page), [await makeFile(alice, 'plan.txt', FILM), folder]);
    await sheet().getByTitle('plan.txt').waitFor();
    await sheet().getByTitle('Trip.zip').waitFor();
    expect(await kept()).toEqual(before);
    await sendAttached();
    await accept(bob, 'plan.txt', await makeFolder(bob, 'in'));
    expect((await arrived('plan.txt')).equals(FILM)).toBe(true);
    await accept(bob, 'Trip.zip', await makeFolder(bob, 'in'));
    const entries = zipContents(await arrived('Trip.zip'));
    expect(entries.map(({ path }) => path)).toEqual(['Trip/', 'Trip/notes.txt']);
  });

  it('shows how far it is, here and in the taskbar, as long as anything moves', async () => {
    await offer(bob, [alice], await makeFile(bob, 'film.bin', FILM));
    await card('film.bin').waitFor();
    const held = relay.holdAfter(2 * MEBIBYTE);
    await press('film.bin', 'Accept');
    await held;
    const isUnderWay = async () => (await edge()).bars.some((share) => share > 0 && share < 1);
    await expect.poll(isUnderWay, { timeout: STEP_MS }).toBe(true);
    await card('film.bin').getByText('receiving').waitFor();
    relay.drop(false);
    await card('film.bin').getByText('connection lost, goes on by itself').waitFor();
    await expect.poll(bar).toBe(-1);
    await press('film.bin', 'Pause');
    await card('film.bin').getByText('paused by you').waitFor();
    relay.drop(true);
    await alice.client.call('retryNow', { contactId: (await contactOf(alice, bob)).id });
    await transferOf(bob, 'film.bin', ({ pausedByPeer }) => pausedByPeer);
    await press('film.bin', 'Resume');
    await card('film.bin').getByText('received').waitFor();
    await expect.poll(bar).toBe(-1);
    await press('film.bin', 'Save a copy…');
    await card('film.bin').getByText('saved').waitFor();
    expect((await readFile(join(saveTo, 'film.bin'))).equals(FILM)).toBe(true);
  });

  it('that was saved is opened by its program and shown in its folder, and only when that is pressed', async () => {
    await offer(bob, [alice], await makeFile(bob, 'minutes.txt', fileBytes(1_000)));
    await press('minutes.txt', 'Save as…');
    await card('minutes.txt').getByText('saved').waitFor();
    expect(await edge()).toMatchObject({ opened: [], inFolder: [] });
    const path = join(saveTo, 'minutes.txt');
    expect((await readFile(path)).equals(fileBytes(1_000))).toBe(true);
    await press('minutes.txt', 'Open');
    await expect.poll(async () => (await edge()).opened).toEqual([path]);
    await press('minutes.txt', 'Show in folder');
    await expect.poll(async () => (await edge()).inFolder).toEqual([path]);
  });

  it('that could run is shown in its folder, and opened by no means', async () => {
    await offer(bob, [alice], await makeFile(bob, 'setup.exe', fileBytes(1_000)));
    await press('setup.exe', 'Save as…');
    await card('setup.exe').getByText('saved').waitFor();
    expect(await card('setup.exe').getByRole('button').allInnerTexts()).toEqual([
      'Show in folder',
      'Save a copy…',
    ]);
    await press('setup.exe', 'Show in folder');
    await expect.poll(async () => (await edge()).inFolder.at(-1)).toBe(join(saveTo, 'setup.exe'));
    const { id } = await transferOf(alice, 'setup.exe');
    // As a page that has gone wrong would.
    const asked = `kithDesktop.request({ type: 'open-file', transferId: '${id}' })`;
    expect(await page.evaluate(asked)).toBe(false);
    expect((await edge()).opened).not.toContain(join(saveTo, 'setup.exe'));
  });

  it('leaves no bar in the taskbar when the screen is locked', async () => {
    await page.evaluate("kithDesktop.request({ type: 'progress', share: 0.5 })");
    expect(await bar()).toBe(0.5);
    await alice.client.call('lockScreen', {});
    await expect.poll(bar).toBe(-1);
  });
});
