// Files in the window: offered, taken, declined, named for what they are.

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/testing/node/person.js';
import { pngImage, wavSound } from '../../src/testing/media-samples.js';
import { until } from '../../src/testing/node/observe.js';
import { jpegPhoto } from '../../src/testing/photo-samples.js';
import { barriers } from './barriers.js';
import { type BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { askAlways, drawnWidth, friendsWithFiles, makeFile, offerFile } from './files-of-people.js';
import { clientOf } from './neighbourhood.js';
import { historyOf } from './open-history.js';
import { paintedFilm } from './painted-media.js';

describe.skipIf(!hasChromium('files in a real browser'))('a file', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  let page: Page;
  beforeAll(async () => {
    ({ stage, alice, bob } = await friendsWithFiles());
    await askAlways(alice);
    page = alice.page;
  }, 60_000);
  afterAll(() => stage.clear());

  const offer = async (name: string, sizeBytes: number) => {
    await offerBytes(name, Buffer.alloc(sizeBytes, 7));
  };
  const offerBytes = async (name: string, bytes: Uint8Array) => {
    await offerFile(bob, await makeFile(stage, name, bytes));
  };
  const bubble = (name: string) => page.locator('.file-card', { has: page.getByTitle(name) }).last();
  const press = (name: string, button: string) => bubble(name).getByRole('button', { name: button }).click();

  it('that is offered says what it is, and is taken in the conversation', async () => {
    await offer('plan.txt', 1_500_000);
    await bubble('plan.txt').getByText('waits for your word').waitFor();
    await bubble('plan.txt').getByText('1.5 MB').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^Bob/u }).getByText('File: plan.txt').waitFor();
    await press('plan.txt', 'Accept');
    await bubble('plan.txt').getByText('received').waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), press('plan.txt', 'Save a copy…')]);
    expect(saved.suggestedFilename()).toBe('plan.txt');
    expect((await readFile(await saved.path())).equals(Buffer.alloc(1_500_000, 7))).toBe(true);
    // The window is where it was.
    expect(await bubble('plan.txt').getByRole('button').count()).toBe(1);
    await bob.page.getByRole('button', { name: /^Alice/u }).click();
    await bob.page.getByText('they have it').waitFor();
  });

  it('that is declined comes no further, and both sides say so', async () => {
    await offer('spam.zip', 10);
    await press('spam.zip', 'Decline');
    await bubble('spam.zip').getByText('declined by you').waitFor();
    await bob.page.getByText('declined by them').waitFor();
  });

  it('can be taken back by who offered it', async () => {
    await offer('draft.md', 10);
    await bubble('draft.md').waitFor();
    const own = bob.page.locator('.file-card', { has: bob.page.getByTitle('draft.md') });
    await own.getByRole('button', { name: 'Cancel' }).click();
    await bubble('draft.md').getByText('cancelled by them').waitFor();
  });

  it('is paused and goes on by a press of either side, and both say whose turn it is', async () => {
    await offer('film.bin', 1_000_000);
    await bubble('film.bin').waitFor();
    const client = clientOf(bob);
    const { id: transferId } = await until(client, ['transfers', {}], (rows) =>
      rows.find(({ name }) => name === 'film.bin'),
    );
    await client.call('pauseFile', { transferId });
    await press('film.bin', 'Accept');
    await bubble('film.bin').getByText('paused by them').waitFor();
    await press('film.bin', 'Pause');
    await bubble('film.bin').getByText('paused by you').waitFor();
    expect(await bubble('film.bin').getByRole('progressbar', { name: 'Progress of film.bin' }).count()).toBe(
      1,
    );
    expect(await barriers(page)).toEqual([]);
    const own = bob.page.locator('.file-card', { has: bob.page.getByTitle('film.bin') });
    await own.getByRole('button', { name: 'Resume' }).click();
    await own.getByText('paused by them').waitFor();
    await press('film.bin', 'Resume');
    await bubble('film.bin').getByText('received').waitFor();
    await own.getByText('they have it').waitFor();
  });

  it('that changed before it was taken is sent in its new version with one press, and once more when that was cancelled', async () => {
    await offer('minutes.md', 10);
    await bubble('minutes.md').waitFor();
    await makeFile(stage, 'minutes.md', Buffer.from('what was said since'));
    await press('minutes.md', 'Accept');
    await bubble('minutes.md').getByText('stopped: their file changed').waitFor();
    const own = bob.page.locator('.file-card', { has: bob.page.getByTitle('minutes.md') });
    await own.getByText('stopped: the file changed after it was offered').waitFor();
    expect(await barriers(bob.page)).toEqual([]);
    const again = own.getByRole('button', { name: 'Send the new version' });
    await again.click();
    // It was sent: nothing is left to press.
    await again.waitFor({ state: 'detached' });
    await bubble('minutes.md').getByText('waits for your word').waitFor();
    await own.getByRole('button', { name: 'Cancel' }).click();
    await again.click();
    await again.waitFor({ state: 'detached' });
    await bubble('minutes.md').getByText('waits for your word').waitFor();
    await press('minutes.md', 'Accept');
    await bubble('minutes.md').getByText('received').waitFor();
  });

  it('that is a photo which cannot be stripped any more is sent as it is with one more press', async () => {
    await offerBytes('quay.jpg', jpegPhoto());
    await bubble('quay.jpg').waitFor();
    await makeFile(stage, 'quay.jpg', jpegPhoto().subarray(0, -2));
    await press('quay.jpg', 'Accept');
    await bubble('quay.jpg').getByText('stopped: their file changed').waitFor();
    const own = bob.page.locator('.file-card', { has: bob.page.getByTitle('quay.jpg') });
    await own.getByRole('button', { name: 'Send the new version' }).click();
    await bob.page.getByText('its metadata (place, time, camera) cannot be taken off').waitFor();
    await bob.page.getByRole('button', { name: 'Send as it is' }).click();
    await bubble('quay.jpg').getByText('waits for your word').waitFor();
    await press('quay.jpg', 'Decline');
  });

  it('is called what it is, whatever its name pretends', async () => {
    await offer('photo_\u202Egnp.exe', 10);
    await bubble('photo_gnp.exe').waitFor();
    const drawn = await bubble('photo_gnp.exe').locator('.file-name bdi').allInnerTexts();
    expect(drawn).toEqual(['photo_gnp', '.exe']);
    const extension = bubble('photo_gnp.exe').locator('.file-extension');
    const [stem, end] = await Promise.all([
      bubble('photo_gnp.exe').locator('.file-stem').boundingBox(),
      extension.boundingBox(),
    ]);
    expect(end?.x).toBeGreaterThanOrEqual((stem?.x ?? 0) + (stem?.width ?? 0) - 1);
    await press('photo_gnp.exe', 'Decline');
  });

  it('that is a picture is shown, and opened as large as the window, once it is here', async () => {
    await offerBytes('harbour.png', pngImage(30, 20));
    await press('harbour.png', 'Accept');
    await page.getByRole('button', { name: 'Open harbour.png' }).click();
    const picture = page.getByRole('dialog').getByRole('img', { name: 'harbour.png' });
    await expect.poll(() => drawnWidth(picture)).toBe(30);
    await page.keyboard.press('+');
    await expect
      .poll(() => picture.evaluate((image: { style?: { width: string } }) => image.style?.width))
      .toBe('150%');
    expect(await barriers(page)).toEqual([]);
    const save = page.getByRole('dialog').getByRole('button', { name: 'Save a copy…' });
    const [saved] = await Promise.all([page.waitForEvent('download'), save.click()]);
    expect(saved.suggestedFilename()).toBe('harbour.png');
    await page.keyboard.press('Escape');
  });

  it('is walked through with the arrows, from picture to picture of the conversation', async () => {
    await offerBytes('island.png', pngImage(40, 20));
    await press('island.png', 'Accept');
    await page.getByRole('button', { name: 'Open island.png' }).click();
    const viewer = page.getByRole('dialog', { name: 'island.png' });
    await viewer.waitFor();
    expect(await viewer.getByRole('button', { name: 'Next picture' }).isDisabled()).toBe(true);
    // Those beside it are asked for once it is open.
    const before = viewer.getByRole('button', { name: 'Previous picture' });
    await expect.poll(() => before.isEnabled()).toBe(true);
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('dialog', { name: 'harbour.png' }).getByRole('img').waitFor();
    await page.keyboard.press('ArrowRight');
    await viewer.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('Open island.png');
  });

  it('that is a sound is played in the conversation', async () => {
    await offerBytes('sea.wav', wavSound(2));
    await press('sea.wav', 'Accept');
    const sound = page.locator('audio');
    const duration = () => sound.evaluate((audio: { duration?: number }) => audio.duration);
    await expect.poll(duration, { timeout: 8_000 }).toBe(2);
    expect(await barriers(page)).toEqual([]);
  });

  it('that is a film is played in the conversation', async () => {
    await offerBytes('boat.webm', await paintedFilm(page));
    await press('boat.webm', 'Accept');
    const film = page.locator('video');
    await expect.poll(() => film.evaluate((video: { videoWidth?: number }) => video.videoWidth)).toBe(300);
    expect(await barriers(page)).toEqual([]);
  });

  it('is found with all others in one place, which can be cleared of what is over', async () => {
    await offer('later.txt', 10);
    await bubble('later.txt').waitFor();
    await page.keyboard.press('Alt+t');
    const panel = page.getByRole('dialog', { name: 'Files' });
    await panel.getByRole('region', { name: 'Offered to you' }).getByTitle('later.txt').waitFor();
    await panel.getByRole('region', { name: 'Finished' }).getByTitle('plan.txt').waitFor();
    // Enter on what is focused first puts nothing away.
    await expect.poll(() => panel.locator(':focus').getAttribute('aria-label')).toBe('Close');
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Clear finished' }).click();
    await panel.getByTitle('plan.txt').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  });

  it('that was attached is still there after a reload, in its order, and goes with its caption', async () => {
    const client = clientOf(alice);
    const { conversationId } = await until(client, ['contacts', {}], (rows) => rows[0]);
    for (const name of ['one.txt', 'two.txt']) {
      const id = newId();
      await client.call('handOverFile', { id, path: await makeFile(stage, name, Buffer.from(name)) });
      await client.call('attachFile', { conversationId, attachmentId: id });
    }
    await page.getByText('2 files are attached and not sent.').waitFor();
    await page.getByRole('button', { name: 'Show' }).click();
    const sheet = page.getByRole('dialog', { name: 'Send files' });
    await sheet.getByRole('button', { name: 'two.txt up' }).click();
    await sheet.getByLabel('Caption').fill('Both of them');
    expect(await barriers(page)).toEqual([]);
    await until(client, ['conversations', {}], (rows) => rows.some((row) => row.caption === 'Both of them'));
    await page.reload();
    await page.getByRole('button', { name: 'Show' }).click();
    const names = () => sheet.locator('.file-name').allInnerTexts();
    await expect.poll(names).toEqual(['two.txt', 'one.txt']);
    expect(await sheet.getByLabel('Caption').inputValue()).toBe('Both of them');
    await sheet.getByRole('button', { name: 'Send' }).click();
    await sheet.waitFor({ state: 'detached' });
    await historyOf(bob.page).getByText('Both of them').waitFor();
    await bob.page.locator('.file-card', { has: bob.page.getByTitle('one.txt') }).waitFor();
    await page.getByText('are attached and not sent').waitFor({ state: 'detached' });
  });

  it('leaves its caption to be seen when it is taken out, to be sent alone or to go back into the field', async () => {
    const client = clientOf(alice);
    const { conversationId } = await until(client, ['contacts', {}], (rows) => rows[0]);
    const sheet = page.getByRole('dialog', { name: 'Send files' });
    const waiting = page.getByText('A caption is written and not sent.');
    const write = async (caption: string) => {
      const id = newId();
      await client.call('handOverFile', { id, path: await makeFile(stage, 'out.txt', Buffer.from('out')) });
      await client.call('attachFile', { conversationId, attachmentId: id });
      await page.getByRole('button', { name: 'Show' }).click();
      await sheet.getByLabel('Caption').fill(caption);
      await sheet.getByRole('button', { name: 'Remove out.txt' }).click();
      await sheet.getByText('Nothing is attached.').waitFor();
    };
    const send = sheet.getByRole('button', { name: 'Send' });
    await write('A caption alone');
    await page.keyboard.press('Escape');
    await waiting.waitFor();
    await page.getByRole('button', { name: 'Show' }).click();
    await sheet.getByLabel('Caption').fill('long '.repeat(7_000));
    await sheet.getByText('The caption is too long for one message.').waitFor();
    expect([await send.isDisabled(), await barriers(page)]).toEqual([true, []]);
    await sheet.getByLabel('Caption').fill('A caption alone');
    await send.click();
    await sheet.waitFor({ state: 'detached' });
    await historyOf(bob.page).getByText('A caption alone').waitFor();
    await waiting.waitFor({ state: 'detached' });
    await write('What was below');
    await page.keyboard.press('Escape');
    await waiting.waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await waiting.waitFor({ state: 'detached' });
    const field = page.getByLabel('Your message');
    await expect.poll(() => field.inputValue()).toBe('What was below');
    await field.fill('');
  });

  it('is counted in the details of its conversation, where all of them can be removed', async () => {
    await page.getByRole('button', { name: 'Details' }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByText(/\d files, \d.* together/u).waitFor();
    expect(await barriers(page)).toEqual([]);
    await details.getByRole('button', { name: 'Remove files…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/\d files leave this computer/u).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await details.getByRole('button', { name: 'Close' }).click();
  });

  it('is counted in the settings, and removed from there with all others, while messages stay', async () => {
    await page.keyboard.press('Control+,');
    await page.locator('.settings-link', { hasText: 'Storage' }).click();
    const row = page.locator('.settings-person', { hasText: 'Bob' });
    await row.getByText(/\d files, \d/u).waitFor();
    await row.getByRole('button', { name: 'Remove the files of Bob' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/\d files leave this computer/u).waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Remove files' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByRole('button').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Bob/u }).click();
    await page.getByText('not on this computer any more').last().waitFor();
  });

  it('makes no page complain', () => {
    // What is not shown is not there.
    const complaints = [...alice.complaints, ...bob.complaints].filter((text) => !text.includes('404'));
    expect(complaints).toEqual([]);
  });
});
