// From nothing to a conversation, as two people who have never seen the program do it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { createIdentity } from './first-steps.js';
import { historyOf } from './open-history.js';

const PASSPHRASE = 'seven mild otters sing loudly';

describe.skipIf(!hasChromium('two people who are new in a real browser'))('two people who are new', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await stage.person({ name: null });
    bob = await stage.person({ name: null });
  });
  afterAll(() => stage.clear());

  it('make their identities and see what a fingerprint is for', async () => {
    await createIdentity(alice.page, 'Alice', PASSPHRASE);
    await createIdentity(bob.page, 'Bob', PASSPHRASE);
  });

  it('may take a passphrase Kith suggests, and go back to their own', async () => {
    const { page } = await stage.person({ name: null });
    await page.getByLabel('Your name').fill('Carol');
    const field = page.getByLabel('Passphrase', { exact: true });
    await field.fill('my own words');
    await page.getByRole('button', { name: 'Suggest one' }).click();
    const suggested = await page.locator('.copy-line code').innerText();
    expect(await field.inputValue()).toBe(suggested);
    await page.getByRole('button', { name: 'Create my identity', disabled: false }).waitFor();
    await page.getByRole('button', { name: 'Back to mine' }).click();
    expect(await field.inputValue()).toBe('my own words');
    expect(await page.locator('.copy-line').count()).toBe(0);
    await page.getByLabel('Once more').waitFor();
    await page.getByRole('button', { name: 'Show the passphrase' }).first().click();
    await page.getByRole('button', { name: 'Create my identity', disabled: false }).waitFor();
  });

  it('no longer see a suggestion once they type something else, and nobody notes down the wrong one', async () => {
    const { page } = await stage.person({ name: null });
    const height = async () => (await page.locator('.first-card').boundingBox())?.height;
    const empty = await height();
    await page.getByLabel('Passphrase', { exact: true }).fill('words of mine');
    await page.locator('[data-strength]').waitFor();
    // Nothing jumps below whoever types.
    expect(await height()).toBe(empty);
    await page.getByRole('button', { name: 'Suggest one' }).click();
    await page.locator('.copy-line code').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill('my own words');
    await page.locator('.copy-line').waitFor({ state: 'detached' });
    await page.getByLabel('Once more').waitFor();
  });

  it('find each other by address, compare the digits, ask and accept', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: 'Add someone' }).first().click();
    await page.getByLabel('Address or link').fill(bob.address());
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('Compare these digits').waitFor();
    await page.getByLabel('A line to them').fill('Alice from the choir');
    await page.getByRole('button', { name: 'The digits match: send request' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Waiting for' }).waitFor();
    await page.getByText('Reached', { exact: true }).waitFor();
    await page.getByLabel('Your message').fill('Written before you accepted');
    await page.keyboard.press('Enter');
    await bob.page.getByText('wants to write with you').waitFor();
    await bob.page.getByText('Alice from the choir').waitFor();
    expect(await bob.page.getByText('Nobody here yet').count()).toBe(0);
    await bob.page.getByRole('button', { name: 'Accept' }).click();
    await historyOf(bob.page).getByText('Written before you accepted').waitFor();
  });

  it('write to each other and see that it was read', async () => {
    await bob.page.getByLabel('Your message').fill('Hello Alice');
    await bob.page.keyboard.press('Enter');
    await historyOf(alice.page).getByText('Hello Alice').waitFor();
    await alice.page.bringToFront();
    await historyOf(bob.page).getByRole('img', { name: 'Read' }).waitFor();
  });

  it('find what was said with the request in the details, on both sides', async () => {
    for (const { page } of [alice, bob]) {
      await page.getByRole('button', { name: 'Details', exact: true }).click();
      const details = page.getByRole('complementary', { name: 'Details' });
      await details.getByText('Said with the request').waitFor();
      await details.getByText('Alice from the choir').waitFor();
    }
  });

  it('make no page complain', () => {
    expect([alice.complaints, bob.complaints]).toEqual([[], []]);
  });
});
