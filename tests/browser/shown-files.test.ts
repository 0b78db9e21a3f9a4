// What the window shows of pictures and films that people sent, and what it says of those it does not show.

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concatBytes } from '../../src/base/bytes.js';
import { gifOfFrames, hugePng, nestedWebp, webpOfBrokenCodes } from '../../src/testing/bomb-samples.js';
import { type Film, filmInFragments, filmSaidFirst, filmSaidLast } from '../../src/testing/film-samples.js';
import { jpegExif } from '../../src/testing/photo-samples.js';
import { barriers } from './barriers.js';
import { type BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { askAlways, drawnWidth, friendsWithFiles, makeFile, offerFile } from './files-of-people.js';
import { historyOf } from './open-history.js';
import { paintedFrames, paintedPhoto } from './painted-media.js';

interface Styled {
  computedStyleMap(): { get(name: string): unknown };
}
const fit = (picture: Locator) =>
  picture.evaluate((image: Styled) => String(image.computedStyleMap().get('object-fit')));

describe.skipIf(!hasChromium('pictures and films in a real browser'))('what somebody sent', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  let page: Page;
  let film: Film;
  beforeAll(async () => {
    ({ stage, alice, bob } = await friendsWithFiles());
    await askAlways(alice);
    page = alice.page;
    film = await paintedFrames(page);
  }, 60_000);
  afterAll(() => stage.clear());

  const rowOf = (name: string) =>
    page.locator('.bubble-line', { has: page.getByTitle(name, { exact: true }) }).last();
  const card = (name: string) =>
    page.locator('.file-card', { has: page.getByTitle(name, { exact: true }) }).last();
  const receive = async (name: string, bytes: Uint8Array) => {
    await offerFile(bob, await makeFile(stage, name, bytes));
    await card(name).getByRole('button', { name: 'Accept' }).click();
    await card(name).getByText('received').waitFor();
  };

  it.each([
    ['camera.mp4', filmSaidLast],
    ['network.mp4', filmSaidFirst],
  ])('is played when it is a film: %s', async (name, made) => {
    await receive(name, made(film));
    const video = rowOf(name).locator('video');
    const width = () => video.evaluate((one: { videoWidth?: number }) => one.videoWidth);
    await expect.poll(width, { timeout: 10_000 }).toBe(320);
  });

  it('is not played when it is a film in fragments, which is said, and a copy of it is saved', async () => {
    const bytes = filmInFragments(film);
    await receive('recorder.mp4', bytes);
    const said = rowOf('recorder.mp4').getByText(
      'This cannot be played here. Save a copy to open it with another program.',
    );
    await said.waitFor();
    expect(await barriers(page)).toEqual([]);
    const save = card('recorder.mp4').getByRole('button', { name: 'Save a copy…' });
    const [saved] = await Promise.all([page.waitForEvent('download'), save.click()]);
    expect((await readFile(await saved.path())).equals(bytes)).toBe(true);
  });

  it('is drawn when it is a WebP', async () => {
    await receive('hills.webp', await paintedPhoto(page, { width: 90, height: 60, hue: 120 }, 'image/webp'));
    const picture = page.getByRole('button', { name: 'Open hills.webp' }).locator('img');
    await expect.poll(() => drawnWidth(picture)).toBe(90);
  });

  it.each([
    ['tower.jpg', [180, 320], []],
    // As a camera that was held upright writes it: lying down, and how to turn it.
    ['upright.jpg', [320, 180], [jpegExif(6)]],
    ['coast.jpg', [600, 100], []],
  ] as const)(
    'is drawn whole, in the place that was kept for it: %s',
    async (name, [width, height], head) => {
      const photo = await paintedPhoto(page, { width, height, hue: 40 });
      await receive(name, concatBytes(photo.subarray(0, 2), ...head, photo.subarray(2)));
      const button = page.getByRole('button', { name: `Open ${name}` });
      const picture = button.locator('img');
      await expect.poll(() => drawnWidth(picture)).toBe(name === 'upright.jpg' ? 180 : width);
      expect(await fit(picture)).toBe('contain');
      expect(await button.boundingBox()).toMatchObject({ width: 352, height: 264 });
    },
  );

  it.each([
    ['huge.png', hugePng()],
    ['codes.webp', webpOfBrokenCodes()],
    ['nested.webp', nestedWebp(100)],
  ])('is not drawn when it attacks who draws it, which is said: %s', async (name, bytes) => {
    await receive(name, bytes);
    await rowOf(name)
      .getByText('This picture cannot be shown here. Save a copy to open it with another program.')
      .waitFor();
    expect(await page.getByRole('button', { name: `Open ${name}` }).count()).toBe(0);
  });

  it('may have frames without end, and the window goes on', async () => {
    await receive('frames.gif', gifOfFrames(100_000));
    const picture = page.getByRole('button', { name: 'Open frames.gif' }).locator('img');
    await expect.poll(() => drawnWidth(picture)).toBe(1_000);
    await page.getByRole('textbox', { name: 'Your message' }).fill('Still here');
    await page.keyboard.press('Enter');
    await historyOf(page).getByText('Still here').waitFor();
  });

  it('makes no page complain', () => {
    // What is not shown is not there.
    const complaints = [...alice.complaints, ...bob.complaints].filter((text) => !text.includes('404'));
    expect(complaints).toEqual([]);
  });
});
