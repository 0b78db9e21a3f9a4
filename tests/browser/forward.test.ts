// What somebody wrote is said to somebody else: in the owner's name, once, and as often as there are people chosen.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngImage } from '../../src/testing/media-samples.js';
import { until } from '../../src/testing/node/observe.js';
import { jpegExif, jpegPhoto } from '../../src/testing/photo-samples.js';
import { barriers } from './barriers.js';
import { BrowserStage, hasChromium, type Neighbour, type Person } from './browser-stage.js';
import { drawnWidth, makeFile, offerFile } from './files-of-people.js';
import { befriend, clientOf, converse, neighbour, resident } from './neighbourhood.js';
import { historyOf } from './open-history.js';

describe.skipIf(!hasChromium('messages passed on in a real browser'))('a message that is passed on', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Neighbour;
  let carol: Person;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice');
    bob = await neighbour(stage, 'Bob');
    carol = await resident(stage, 'Carol');
    await befriend(alice, bob);
    await converse({ Alice: alice, Bob: bob }, ['Bob: The boat leaves at nine.', 'Bob: Bring **rope**.']);
    await befriend(alice, carol);
    await alice.page.getByRole('button', { name: /^Bob/u }).click();
  }, 60_000);
  afterAll(() => stage.clear());

  const bubble = (text: string) => alice.page.locator('.bubble-line', { hasText: text });
  const dialog = () => alice.page.getByRole('dialog', { name: 'Forward' });

  it('is looked over, and reaches who was chosen and nobody else', async () => {
    const { page } = alice;
    await bubble('The boat leaves').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Forward…' }).click();
    await dialog().getByText('The boat leaves at nine.').waitFor();
    expect(await dialog().getByRole('button', { name: 'Forward' }).isDisabled()).toBe(true);
    await dialog().getByLabel('Search people').fill('Nobody');
    await dialog().getByText('Nobody is called that.').waitFor();
    await dialog().getByLabel('Search people').fill('car');
    await dialog().getByRole('checkbox', { name: 'Carol' }).check();
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Forward' }).click();
    await dialog().waitFor({ state: 'detached' });
    await carol.page.getByRole('button', { name: /^Alice/u }).click();
    await historyOf(carol.page).getByText('The boat leaves at nine.').waitFor();
    expect(await bubble('The boat leaves').count()).toBe(1);
  });

  it('can be several, which keep their order and what is marked in them', async () => {
    const { page } = alice;
    await bubble('The boat leaves').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Select' }).click();
    await bubble('Bring').click();
    await page.getByRole('toolbar').getByRole('button', { name: 'Forward' }).click();
    await dialog().getByRole('checkbox', { name: 'Carol' }).check();
    await dialog().getByRole('button', { name: 'Forward' }).click();
    await page.getByRole('toolbar').waitFor({ state: 'detached' });
    const came = historyOf(carol.page).locator('.bubble-text');
    await historyOf(carol.page).locator('strong', { hasText: 'rope' }).waitFor();
    const [, boat, rope] = await came.allInnerTexts();
    expect(boat).toContain('The boat leaves at nine.');
    expect(rope).toContain('Bring rope.');
  });

  const chooseFile = async (name: string) => {
    const { page } = alice;
    await page.locator('.bubble-line', { has: page.getByTitle(name) }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Forward…' }).click();
    await dialog().getByTitle(name).waitFor();
    await dialog().getByRole('checkbox', { name: 'Carol' }).check();
  };
  const arrived = (at: Neighbour, name: string) =>
    until(clientOf(at), ['transfers', {}], (rows) =>
      rows.find((row) => row.name === name && row.direction === 'in' && row.stage === 'done'),
    );

  it('can be a file that arrived: the same one, by one code, for everybody who was chosen', async () => {
    const { page } = alice;
    await offerFile(bob, await makeFile(stage, 'harbour.png', pngImage(30, 20)));
    await page.getByRole('button', { name: 'Open harbour.png' }).waitFor();
    await chooseFile('harbour.png');
    await dialog().getByRole('checkbox', { name: 'Bob' }).check();
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Forward' }).click();
    await dialog().waitFor({ state: 'detached' });
    const drawn = carol.page.getByRole('button', { name: 'Open harbour.png' }).locator('img');
    await expect.poll(() => drawnWidth(drawn)).toBe(30);
    const { contentCode } = await arrived(carol, 'harbour.png');
    expect(contentCode).not.toBeNull();
    expect((await arrived(bob, 'harbour.png')).contentCode).toBe(contentCode);
  });

  it('can be a photo whose metadata cannot be taken off, once the owner wants it sent as it is', async () => {
    const half = jpegPhoto({ head: [jpegExif()] }).subarray(0, -2);
    await offerFile(bob, await makeFile(stage, 'half.jpg', half), true);
    await arrived(alice, 'half.jpg');
    await chooseFile('half.jpg');
    const forward = dialog().getByRole('button', { name: 'Forward' });
    await forward.click();
    await dialog().getByText('cannot be taken off, so it was not sent').waitFor();
    expect(await forward.isDisabled()).toBe(true);
    expect(await barriers(alice.page)).toEqual([]);
    await dialog().getByRole('checkbox', { name: 'Send as it is' }).check();
    await forward.click();
    await dialog().waitFor({ state: 'detached' });
    expect((await arrived(carol, 'half.jpg')).sizeBytes).toBe(half.length);
  });

  it('makes no page complain', () => {
    expect([...alice.complaints, ...carol.complaints]).toEqual([]);
  });
});
