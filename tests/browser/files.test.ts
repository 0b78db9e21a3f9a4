// Files in the window: offered, taken, declined, named for what they are.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { befriend, clientOf, resident } from './neighbourhood.js';

describe.skipIf(!hasChromium('files in a real browser'))('a file', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  let page: Page;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice');
    bob = await resident(stage, 'Bob');
    await befriend(alice, bob);
    page = alice.page;
    await page.getByRole('button', { name: /^Bob/u }).click();
  }, 60_000);
  afterAll(() => stage.clear());

  const offer = async (name: string, sizeBytes: number) => {
    const folder = join(stage.yard.dir, 'files-of-bob');
    await mkdir(folder, { recursive: true });
    const path = join(folder, name);
    await writeFile(path, Buffer.alloc(sizeBytes, 7));
    const client = clientOf(bob);
    const { id: contactId } = await until(client, ['contacts', {}], (rows) => rows[0]);
    await client.call('offerFile', { path, to: [{ id: newId(), contactId }] });
    return path;
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
    expect(await bubble('plan.txt').getByRole('button').count()).toBe(0);
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

  it('makes no page complain', () => {
    expect([...alice.complaints, ...bob.complaints]).toEqual([]);
  });
});
