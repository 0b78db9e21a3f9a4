// The ways somebody is added besides by address: text that holds a link, and the image of a QR code.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { clientOf, resident } from './neighbourhood.js';

describe.skipIf(!hasChromium('adding people in a real browser'))('a friend', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  let digits: string;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice');
    bob = await resident(stage, 'Bob');
    for (const { page } of [alice, bob]) await page.getByRole('heading', { name: 'Kith' }).waitFor();
    digits = (await clientOf(alice).call('self', {})).fingerprint;
  }, 60_000);
  afterAll(() => stage.clear());
  beforeEach(async () => {
    await bob.page.keyboard.press('Escape');
    await bob.page.getByRole('dialog').waitFor({ state: 'detached' });
    await bob.page.keyboard.press('Alt+n');
  });

  const target = () => bob.page.getByLabel('Address or link');
  const find = async () => {
    await bob.page.getByRole('button', { name: 'Find' }).click();
    const shown = await bob.page.getByRole('img', { name: /^Fingerprint:/u }).getAttribute('aria-label');
    expect(shown?.replace(/\D/gu, '')).toBe(digits);
  };

  it('is read from the image their own window made of their link', async () => {
    await alice.page.keyboard.press('Alt+i');
    const saving = alice.page.waitForEvent('download');
    await alice.page.getByRole('button', { name: 'Save as image' }).click();
    const image = await (await saving).path();
    await bob.page.locator('input[type=file][accept="image/*"]').setInputFiles(image);
    await expect.poll(() => target().inputValue()).toMatch(/^kith:\/\/add\//u);
    await find();
  });

  it('is told by the invitation what to do where its link leads nobody here, and in which file', async () => {
    const { page } = alice;
    const { configFile } = await clientOf(alice).call('self', {});
    await page.getByText('Your link only works on this computer.').waitFor();
    await page.getByRole('button', { name: 'how', exact: true }).click();
    await page.getByRole('dialog', { name: 'How to be reachable' }).getByText(configFile).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Invite someone' }).waitFor();
  });

  it('is not read from an image that holds no code, and that is said', async () => {
    const content = await bob.page.screenshot();
    const file = { name: 'holiday.png', mimeType: 'image/png', buffer: content };
    await bob.page.locator('input[type=file][accept="image/*"]').setInputFiles(file);
    await bob.page.getByText('No QR code could be read on that image.').waitFor();
  });

  it('is looked for again, with what was typed, by whoever goes back', async () => {
    const link = (await clientOf(alice).call('self', {})).nodeIdText;
    await target().fill(`kith://add/?id=${link}`);
    await find();
    await bob.page.getByRole('button', { name: 'Back' }).click();
    expect(await target().inputValue()).toBe(`kith://add/?id=${link}`);
  });

  it('whose link does not say where they are is told to be the one who has to call', async () => {
    const { nodeIdText } = await clientOf(alice).call('self', {});
    await target().fill(`kith://add/?id=${nodeIdText}`);
    await find();
    await bob.page.getByText('only they can call yours').waitFor();
  });

  it('is found in a text around a link, and asked at once', async () => {
    const { nodeIdText } = await clientOf(alice).call('self', {});
    const link = `kith://add/${alice.address()}?id=${nodeIdText}`;
    await target().fill(`Hello Bob!\nAdd me with this:\n${link}\nSee you, Alice`);
    await find();
    await bob.page.getByText('its key is the one in the link').waitFor();
    await bob.page.getByRole('button', { name: 'Send request' }).click();
    await alice.page.keyboard.press('Escape');
    await alice.page.getByRole('button', { name: 'Accept' }).click();
    await until(clientOf(bob), ['contacts', {}], (rows) =>
      rows.find(({ state, trust }) => state === 'approved' && trust === 'link'),
    );
  });

  it('makes no page complain', () => {
    expect([alice.complaints, bob.complaints]).toEqual([[], []]);
  });
});
