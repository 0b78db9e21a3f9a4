// Photos in the window: what is left out of them is said before they go, and their owner may have it otherwise.

import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { newId } from '../../src/testing/node/person.js';
import { jpegExif, jpegPhoto } from '../../src/testing/photo-samples.js';
import { barriers } from './barriers.js';
import { type BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { friendsWithFiles, makeFile } from './files-of-people.js';
import { clientOf } from './neighbourhood.js';

const PHOTO = jpegPhoto({ head: [jpegExif()] });
const FILES = { 'harbour.jpg': PHOTO, 'island.jpg': PHOTO, 'half.jpg': PHOTO.subarray(0, -2) };

describe.skipIf(!hasChromium('photos in a real browser'))('a photo that is about to be sent', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  let sheet: Locator;
  beforeAll(async () => {
    ({ stage, alice, bob } = await friendsWithFiles());
    sheet = alice.page.getByRole('dialog', { name: 'Send files' });
  }, 60_000);
  afterAll(() => stage.clear());

  const attach = async (name: keyof typeof FILES) => {
    const path = await makeFile(stage, name, FILES[name]);
    const { conversationId } = await until(clientOf(alice), ['contacts', {}], (rows) => rows[0]);
    const id = newId();
    await clientOf(alice).call('handOverFile', { id, path });
    await clientOf(alice).call('attachFile', { conversationId, attachmentId: id });
  };
  const shown = async () => {
    await alice.page.getByRole('button', { name: 'Show' }).click();
    await sheet.waitFor();
  };
  const row = (name: string) => sheet.getByRole('listitem').filter({ has: alice.page.getByTitle(name) });
  const asItIs = (name: string) => row(name).getByRole('checkbox', { name: 'Send as it is' });
  const canSend = () => sheet.getByRole('button', { name: 'Send', exact: true }).isEnabled();
  const sizeAt = (name: string) =>
    until(clientOf(bob), ['transfers', {}], (rows) => rows.find((one) => one.name === name)?.sizeBytes);

  it('says what is left out of it, and that a damaged one is stopped', async () => {
    for (const name of Object.keys(FILES)) await attach(name as keyof typeof FILES);
    await shown();
    await row('harbour.jpg').getByText('Place, time and camera are left out.').waitFor();
    await row('half.jpg').getByText('This photo is damaged').waitFor();
    expect(await canSend()).toBe(false);
    expect(await barriers(alice.page)).toEqual([]);
  });

  it('goes as it is where its owner says so, which is still known after a reload', async () => {
    await asItIs('island.jpg').click();
    await row('island.jpg').getByText('Goes as it is, with place, time and camera.').waitFor();
    await asItIs('half.jpg').click();
    await row('half.jpg').getByText('Goes as it is, with whatever it holds.').waitFor();
    await alice.page.reload();
    await shown();
    await row('half.jpg').getByText('Goes as it is, with whatever it holds.').waitFor();
    expect(await asItIs('harbour.jpg').isChecked()).toBe(false);
    expect(await asItIs('island.jpg').isChecked()).toBe(true);
    await sheet.getByRole('button', { name: 'Send', exact: true }).click();
    await sheet.waitFor({ state: 'detached' });
    expect(await sizeAt('harbour.jpg')).toBe(jpegPhoto().length);
    expect(await sizeAt('island.jpg')).toBe(PHOTO.length);
    expect(await sizeAt('half.jpg')).toBe(PHOTO.length - 2);
  });

  it('that is small is there at once, unless its recipient has everything asked about', async () => {
    const { page } = bob;
    await until(clientOf(bob), ['transfers', {}], (rows) => rows.some(({ stage: at }) => at === 'done'));
    await page.getByRole('button', { name: /^Alice/u }).click();
    await page.getByRole('button', { name: 'Details', exact: true }).click();
    const rule = page.getByRole('radiogroup', { name: 'Take files without asking' });
    await rule.getByRole('radio', { name: 'All' }).click();
    await page.getByRole('radiogroup', { name: 'Up to' }).getByRole('radio', { name: '10 MB' }).click();
    await page.getByText('Files up to 10 MB are taken at once,').waitFor();
    expect(await barriers(page)).toEqual([]);
    await rule.getByRole('radio', { name: 'None' }).click();
    await page.getByText('You are asked about every file.').waitFor();
    const [alicesRow] = await until(clientOf(bob), ['contacts', {}], (rows) => rows);
    expect(alicesRow?.fileRule).toEqual({ accept: 'ask', mostBytes: 10_000_000 });
  });

  it('makes no page complain', () => {
    expect([...alice.complaints, ...bob.complaints]).toEqual([]);
  });
});
