// Files that did not get where they should: the window says why, and what can be done takes one press.

import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { type BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { askAlways, friendsWithFiles, makeFile, offerFile } from './files-of-people.js';
import { clientOf } from './neighbourhood.js';

describe.skipIf(!hasChromium('files in trouble in a real browser'))('a file', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  beforeAll(async () => {
    ({ stage, alice, bob } = await friendsWithFiles());
    await askAlways(alice);
    await bob.page.getByRole('button', { name: /^Alice/u }).click();
  }, 60_000);
  afterAll(() => stage.clear());

  const cardOf = (page: Page, name: string) =>
    page.locator('.file-card', { has: page.getByTitle(name, { exact: true }) }).last();
  const transferOf = (person: Person, name: string) =>
    until(clientOf(person), ['transfers', {}], (rows) => rows.find((row) => row.name === name));

  it('whose copy cannot be saved says where and why, and is saved elsewhere with a press', async () => {
    const folder = join(stage.yard.dir, 'usb-stick');
    await mkdir(folder);
    await offerFile(bob, await makeFile(stage, 'minutes.txt', Buffer.from('what was said')));
    const card = cardOf(alice.page, 'minutes.txt');
    await card.getByText('waits for your word').waitFor();
    const sent = await transferOf(bob, 'minutes.txt');
    await clientOf(bob).call('pauseFile', { transferId: sent.id });
    const { id } = await transferOf(alice, 'minutes.txt');
    await clientOf(alice).call('acceptFile', { transferId: id, saveTo: folder });
    await card.getByText('paused by them').waitFor();
    await rm(folder, { recursive: true });
    await clientOf(bob).call('resumeFile', { transferId: sent.id });
    await card.getByText('received, but the copy could not be saved').waitFor();
    await card.getByText(folder).waitFor();
    expect(await barriers(alice.page)).toEqual([]);
    const save = card.getByRole('button', { name: 'Save a copy…' });
    const [saved] = await Promise.all([alice.page.waitForEvent('download'), save.click()]);
    expect((await readFile(await saved.path())).toString()).toBe('what was said');
  });

  it('that is out of reach when it is wanted says so, and goes on with a press once it is back', async () => {
    const path = await makeFile(stage, 'map.txt', Buffer.from('left at the mill'));
    await offerFile(bob, path);
    const theirs = cardOf(alice.page, 'map.txt');
    await theirs.getByText('waits for your word').waitFor();
    await rename(path, `${path}.away`);
    await theirs.getByRole('button', { name: 'Accept' }).click();
    const own = cardOf(bob.page, 'map.txt');
    await own.getByText('the file is out of reach here, tries again by itself').waitFor();
    expect(await barriers(bob.page)).toEqual([]);
    await rename(`${path}.away`, path);
    await own.getByRole('button', { name: 'Try now' }).click();
    await theirs.getByText('received').waitFor();
  });

  it('makes no page complain', () => {
    expect([...alice.complaints, ...bob.complaints]).toEqual([]);
  });
});
