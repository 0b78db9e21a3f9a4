// Both locks as their owner sees them, in a real browser.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { type BrowserStage, hasChromium, type Neighbour, type Person } from './browser-stage.js';
import { clientOf, sendAll, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';

describe.skipIf(!hasChromium('locking in a real browser'))('somebody who locks', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Neighbour;
  beforeAll(async () => {
    ({ stage, alice, bob } = await twoFriends());
    await alice.page.getByRole('button', { name: /^Bob/u }).click();
    await historyOf(alice.page).getByText('Hello Alice').waitFor();
  }, 60_000);
  afterAll(() => stage.clear());

  async function unlock({ page }: Person): Promise<void> {
    await page.getByLabel('Passphrase', { exact: true }).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await historyOf(page).getByText('Hello Bob').waitFor();
  }

  it('the screen goes on receiving, and the window has forgotten everything', async () => {
    const { page } = alice;
    await page.evaluate('window.kept = 1');
    await page.getByLabel('Your message').fill('Not yet sent');
    await page.keyboard.press('Control+l');
    await page.getByText('Your node goes on receiving').waitFor();
    expect(await page.evaluate('window.kept')).toBeUndefined();
    await sendAll(bob, ['psst']);
    await page.getByText('1 unread message').waitFor();
    expect(await page.content()).not.toMatch(/Bob|psst|Not yet sent/u);
    expect(await barriers(page)).toEqual([]);
    await expect(clientOf(alice).call('self', {})).rejects.toMatchObject({ code: 'NODE_LOCKED' });
    await unlock(alice);
    await historyOf(page).getByText('psst').waitFor();
    expect(await page.getByLabel('Your message').inputValue()).toBe('Not yet sent');
    await page.getByLabel('Your message').fill('');
  });

  it('the screen finds what the node would not keep again, and is told of it before', async () => {
    const { page } = alice;
    const text = 'more than fits '.repeat(5_000);
    await page.getByLabel('Your message').fill(text);
    await page.getByText('What you are writing is not saved').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('The message is too long. Send it in several parts.', { exact: true }).waitFor();
    await page.keyboard.press('Control+l');
    await page.getByText('Your node goes on receiving').waitFor();
    await unlock(alice);
    expect((await page.getByLabel('Your message').inputValue()) === text).toBe(true);
    await page.getByLabel('Your message').fill('');
    await until(clientOf(alice), ['conversations', {}], (rows) => rows.find(({ draft }) => draft === ''));
  });

  it('sees nothing of an empty window between the passphrase and the conversations', async () => {
    const { page } = alice;
    await page.keyboard.press('Control+l');
    await page.getByText('Your node goes on receiving').waitFor();
    await page.evaluate(`
      window.frames_ = [];
      const look = () => {
        window.frames_.push(document.querySelector('.unlock, .row') ? 'something' : document.body.innerText);
        if (!document.querySelector('.row')) requestAnimationFrame(look);
      };
      look();`);
    await unlock(alice);
    const seen = new Set(await page.evaluate<string[]>('window.frames_'));
    expect([...seen]).toEqual(['something']);
  });

  it('the whole node receives nothing, and finds it waiting afterwards', async () => {
    const { page } = alice;
    await page.getByLabel('Your message').fill('Kept by the full lock too');
    await page.keyboard.press('Alt+l');
    await page.getByText('Nothing arrives until you unlock').waitFor();
    await sendAll(bob, ['while you were away']);
    await until(clientOf(bob), ['contacts', {}], (rows) => rows.find(({ queued }) => queued === 1));
    await unlock(alice);
    await historyOf(page).getByText('while you were away').waitFor();
    expect(await page.getByLabel('Your message').inputValue()).toBe('Kept by the full lock too');
    await page.getByLabel('Your message').fill('');
  });

  it.each(['lockScreen', 'lock'] as const)(
    'by %s of another face loses nothing that was just typed',
    async (command) => {
      const { page } = alice;
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 1_000);
      await page.getByLabel('Your message').fill(`Typed right before ${command}`);
      await clientOf(alice).call(command, {});
      await page.clock.resume();
      await unlock(alice);
      expect(await page.getByLabel('Your message').inputValue()).toBe(`Typed right before ${command}`);
      await page.getByLabel('Your message').fill('');
    },
  );

  it('need not do it: nobody touches the page for a quarter of an hour', async () => {
    const { page } = alice;
    // For the node, whose clock is not the page's, she has not used any face since.
    await clientOf(alice).call('lockScreen', {});
    await unlock(alice);
    await page.clock.install();
    await page.reload();
    await historyOf(page).getByText('Hello Bob').waitFor();
    await page.clock.fastForward('14:00');
    await page.mouse.move(100, 100);
    await page.clock.fastForward('14:00');
    expect(await historyOf(page).count()).toBe(1);
    await page.clock.fastForward('01:00');
    await page.getByText('Your node goes on receiving').waitFor();
    await page.clock.resume();
    await unlock(alice);
  });

  it('has a page that never complains', () => {
    expect(alice.complaints).toEqual([]);
  });
});
