// Files from a browser, as a person attaches them: chosen in the dialog of the system, or pasted. Nothing tells the node a path.

import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { pngImage } from '../../src/testing/media-samples.js';
import { jpegExif, jpegPhoto } from '../../src/testing/photo-samples.js';
import { crc32 } from '../../src/base/zip/crc32.js';
import { zipContents } from '../../src/testing/zip-contents.js';
import { barriers } from './barriers.js';
import { type BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { Dragging, dropFiles } from './dragging.js';
import { askAlways, drawnWidth, friendsWithFiles, makeFile } from './files-of-people.js';
import { clientOf } from './neighbourhood.js';
import { historyOf } from './open-history.js';

const GIBIBYTE = 1_073_741_824;

describe.skipIf(!hasChromium('attaching files in a real browser'))(
  'a file of somebody with a browser',
  () => {
    let stage: BrowserStage;
    let alice: Person;
    let bob: Person;
    let page: Page;
    let sheet: Locator;
    beforeAll(async () => {
      ({ stage, alice, bob } = await friendsWithFiles());
      ({ page } = alice);
      await alice.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      sheet = page.getByRole('dialog', { name: 'Send files' });
    }, 60_000);
    afterAll(() => stage.clear());

    const choose = async (path: string) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), chooseIn('Files…')]);
      await chooser.setFiles(path);
    };
    const chooseIn = async (item: string) => {
      await page.getByRole('button', { name: 'Attach files' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    /** What Bob has of it, in clear, once it is all there. */
    const arrived = async (name: string) => {
      const client = clientOf(bob);
      const saveTo = join(stage.yard.dir, `arrived-${name}`);
      await mkdir(saveTo);
      const { id } = await until(client, ['transfers', {}], (rows) => rows.find((row) => row.name === name));
      await client.call('acceptFile', { transferId: id, saveTo });
      await until(client, ['transfers', {}], (rows) =>
        rows.find((row) => row.id === id && row.savedAs !== null),
      );
      return readFile(join(saveTo, name));
    };
    const lyingAtHome = async () => {
      const homes = await readdir(stage.yard.dir, { recursive: true });
      return homes.filter((path) => /[0-9a-f]{32}\.(part|kept)$/u.test(path)).length;
    };

    it('is chosen, sent without what a photo says of its owner, and arrives', async () => {
      await choose(await makeFile(stage, 'harbour.jpg', jpegPhoto({ head: [jpegExif()] })));
      await sheet.getByText('Place, time and camera are left out.').waitFor();
      expect(await sheet.getByRole('button', { name: 'Send', exact: true }).isEnabled()).toBe(true);
      expect(await barriers(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Send', exact: true }).click();
      await sheet.waitFor({ state: 'detached' });
      expect((await arrived('harbour.jpg')).equals(Buffer.from(jpegPhoto()))).toBe(true);
    });

    it('that is a picture is pasted, and is still there after a reload', async () => {
      await page.evaluate(`new Promise((resolve) => {
      const canvas = document.createElement('canvas');
      canvas.width = 40;
      canvas.height = 30;
      canvas.toBlob(async (png) => {
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
        resolve();
      });
    })`);
      await page.getByRole('textbox', { name: 'Your message' }).click();
      await page.keyboard.press('Control+V');
      await sheet.getByTitle('image.png').waitFor();
      await sheet.getByLabel('Caption').fill('Look at this');
      await until(clientOf(alice), ['conversations', {}], (rows) => rows.some((row) => row.caption !== ''));
      await page.reload();
      await page.getByRole('button', { name: 'Show' }).click();
      await sheet.getByTitle('image.png').waitFor();
      await sheet.getByRole('button', { name: 'Send', exact: true }).click();
      await sheet.waitFor({ state: 'detached' });
      await bob.page.getByRole('button', { name: /^Alice/u }).click();
      const shown = bob.page.getByRole('button', { name: 'Open image.png' }).locator('img');
      await expect.poll(() => drawnWidth(shown)).toBe(40);
      await bob.page.getByText('Look at this').first().waitFor();
    });

    it('is not what cells of an office program are: they are pasted as their text', async () => {
      await page.evaluate(`new Promise((resolve) => {
      const canvas = document.createElement('canvas');
      canvas.toBlob(async (png) => {
        const html = new Blob(['<table><tr><td>7</td><td>8</td></tr></table>'], { type: 'text/html' });
        const text = new Blob(['7 and 8'], { type: 'text/plain' });
        const item = { 'text/plain': text, 'text/html': html, 'image/png': png };
        await navigator.clipboard.write([new ClipboardItem(item)]);
        resolve();
      });
    })`);
      const field = page.getByRole('textbox', { name: 'Your message' });
      await field.click();
      await page.keyboard.press('Control+V');
      await expect.poll(() => field.inputValue()).toBe('7 and 8');
      expect(await sheet.count()).toBe(0);
      await field.fill('');
    });

    it('that is a picture shows its recipient a small one before it is accepted', async () => {
      await askAlways(bob);
      await choose(await makeFile(stage, 'beach.png', pngImage(1_200, 800)));
      await sheet.getByTitle('beach.png').waitFor();
      await sheet.getByRole('button', { name: 'Send', exact: true }).click();
      await sheet.waitFor({ state: 'detached' });
      const small = bob.page.getByRole('img', { name: 'Small picture of beach.png' });
      await expect.poll(() => drawnWidth(small)).toBe(256);
      expect(await barriers(bob.page)).toEqual([]);
      await arrived('beach.png');
      await small.waitFor({ state: 'detached' });
      await bob.page.getByRole('button', { name: 'Open beach.png' }).waitFor();
    });

    it('may be a folder, which arrives as an archive of what is in it', async () => {
      const folder = join(stage.yard.dir, 'files-of-people', 'Trip');
      await mkdir(join(folder, 'photos'), { recursive: true });
      await writeFile(join(folder, 'notes.txt'), 'sunny');
      await writeFile(join(folder, 'photos', 'a.raw'), Buffer.alloc(300_000, 7));
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), chooseIn('Folder…')]);
      await chooser.setFiles(folder);
      await sheet.getByTitle('Trip.zip').waitFor();
      await sheet.getByText('Photos in it keep place, time and camera.').waitFor();
      expect(await barriers(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Send', exact: true }).click();
      await sheet.waitFor({ state: 'detached' });
      const entries = zipContents(await arrived('Trip.zip'));
      expect(entries.map(({ path }) => path).toSorted()).toEqual([
        ...['Trip/', 'Trip/notes.txt', 'Trip/photos/', 'Trip/photos/a.raw'],
      ]);
      for (const { bytes, checksum } of entries) expect(checksum).toBe(crc32(0, bytes));
    });

    it('is dropped onto the open conversation, with others, of which one is taken out again', async () => {
      const log = historyOf(page);
      const paths = [
        await makeFile(stage, 'first.txt', Buffer.from('one')),
        await makeFile(stage, 'second.txt', Buffer.from('two')),
        await makeFile(stage, 'third.txt', Buffer.from('three')),
      ];
      const dragging = await Dragging.begin(page, paths);
      await dragging.over(log);
      await page.getByText('Drop to send to Bob').waitFor();
      await dragging.over(page.getByRole('searchbox').first());
      await page.getByText('Drop to send to Bob').waitFor({ state: 'detached' });
      await dragging.over(log);
      await dragging.drop();
      await sheet.getByTitle('third.txt').waitFor();
      expect(await page.getByText('Drop to send to Bob').count()).toBe(0);
      await sheet.getByRole('button', { name: 'Remove second.txt' }).click();
      await sheet.getByTitle('second.txt').waitFor({ state: 'detached' });
      await sheet.getByRole('button', { name: 'Send', exact: true }).click();
      await sheet.waitFor({ state: 'detached' });
      expect((await arrived('first.txt')).toString()).toBe('one');
      expect((await arrived('third.txt')).toString()).toBe('three');
      const offered = await until(clientOf(bob), ['transfers', {}], (rows) => rows);
      expect(offered.map(({ name }) => name)).not.toContain('second.txt');
    });

    it('is dropped onto a name in the list, whose conversation opens, and nowhere else', async () => {
      await page.goto(alice.window.url.replace(/#.*/u, ''));
      const name = page.getByRole('button', { name: /^Bob/u });
      await name.waitFor();
      const before = page.url();
      const folder = join(stage.yard.dir, 'files-of-people', 'Trip');
      await dropFiles(page, page.getByRole('searchbox').first(), [folder]);
      expect(page.url()).toBe(before);
      await dropFiles(page, name, [folder]);
      await sheet.getByTitle('Trip.zip').waitFor();
      await sheet.getByRole('button', { name: 'Send', exact: true }).click();
      await sheet.waitFor({ state: 'detached' });
      await historyOf(page).getByTitle('Trip.zip').last().waitFor();
    });

    it('says how far it is, and is given up on its way, which leaves nothing', async () => {
      const before = await lyingAtHome();
      const path = await makeFile(stage, 'film.bin', new Uint8Array());
      const file = await open(path, 'r+');
      await file.truncate(GIBIBYTE);
      await file.close();
      await choose(path);
      await sheet.getByText(/[1-9]\d?\s?% of 1\.\d\sGB handed over/u).waitFor();
      expect(await sheet.getByRole('progressbar', { name: 'Progress of film.bin' }).count()).toBe(1);
      expect(await sheet.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
      expect(await barriers(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Remove film.bin' }).click();
      await sheet.getByText('Nothing is attached.').waitFor();
      await expect.poll(lyingAtHome).toBe(before);
      await page.keyboard.press('Escape');
    });

    it('makes no page complain', () => {
      expect([...alice.complaints, ...bob.complaints]).toEqual([]);
    });
  },
);
