// A session that breaks between a message and its answer: nothing is lost, nothing goes twice, and nobody need do anything.

import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromFace, ToFace } from '../../src/contract/messages.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { until } from '../../src/testing/node/observe.js';
import { newId } from '../../src/testing/node/person.js';
import { type BrowserStage, hasChromium } from './browser-stage.js';
import { makeFile } from './files-of-people.js';
import { clientOf, type Friends, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';

describe.skipIf(!hasChromium('a session that breaks, in a real browser'))('what Alice writes', () => {
  let stage: BrowserStage;
  let friends: Friends;
  let page: Page;
  /** Whether no session can be had. */
  let isAway = false;
  let endSession: () => Promise<unknown>;
  /** The command whose next answer does not arrive, nor anything after it in that session. */
  let breaksAt: string | undefined;
  beforeAll(async () => {
    friends = await twoFriends();
    ({ stage } = friends);
    ({ page } = friends.alice);
    await page.routeWebSocket(/./u, passOn);
    await page.reload();
    await page.getByRole('button', { name: /^Bob/u }).click();
    await historyOf(page).getByText('Hello Alice').waitFor();
  }, 60_000);
  afterAll(() => stage.clear());

  function passOn(window: WebSocketRoute): void {
    if (isAway) {
      void window.close();
      return;
    }
    const node = window.connectToServer();
    endSession = () => Promise.all([node.close(), window.close()]);
    let call: number | undefined;
    window.onMessage((message) => {
      const said = JSON.parse(String(message)) as FromFace;
      if (said.type === 'call' && said.command === breaksAt) ({ call } = said);
      node.send(message);
    });
    node.onMessage((message) => {
      const said = JSON.parse(String(message)) as ToFace;
      if (call === undefined || !('call' in said) || said.call !== call) {
        window.send(message);
        return;
      }
      breaksAt = undefined;
      void endSession();
    });
  }

  const field = () => page.getByLabel('Your message');
  const log = () => historyOf(page);

  it('and sends is sent once, and drawn once', async () => {
    await field().fill('Only once');
    breaksAt = 'sendMessage';
    await page.keyboard.press('Enter');
    const bubble = log().getByRole('listitem').filter({ hasText: 'Only once' });
    await bubble.getByRole('img', { name: /^(?:On their node|Read)$/u }).waitFor();
    expect(breaksAt).toBeUndefined();
    await field().fill('And this');
    await page.keyboard.press('Enter');
    await until(clientOf(friends.bob), ['conversations', {}], (rows) =>
      rows.find(({ last }) => last?.text === 'And this'),
    );
    const bob = await stage.another(friends.bob);
    await bob.page.getByRole('button', { name: /^Alice/u }).click();
    await historyOf(bob.page).getByText('And this').waitFor();
    for (const each of [page, bob.page]) expect(await historyOf(each).getByText('Only once').count()).toBe(1);
    expect(await field().inputValue()).toBe('');
  });

  it('and does not send is kept by the next session', async () => {
    breaksAt = 'setDraft';
    await field().fill('half a thought');
    await until(clientOf(friends.alice), ['conversations', {}], (rows) =>
      rows.find(({ draft }) => draft === 'half a thought'),
    );
    await field().fill('');
  });

  describe('below a file,', () => {
    const sheet = () => page.getByRole('dialog', { name: 'Send files' });
    const send = () => sheet().getByRole('button', { name: 'Send', exact: true });
    const attach = async (name: string, caption: string) => {
      const client = clientOf(friends.alice);
      const { conversationId } = await until(client, ['contacts', {}], (rows) => rows[0]);
      const id = newId();
      await client.call('handOverFile', { id, path: await makeFile(stage, name, Buffer.from(name)) });
      await client.call('attachFile', { conversationId, attachmentId: id });
      await page.getByRole('button', { name: 'Show' }).click();
      await sheet().getByLabel('Caption').fill(caption);
    };
    const count = (text: string) => log().getByText(text, { exact: true }).count();
    const isOver = () => sheet().waitFor({ state: 'detached' });

    it.each(['setCaption', 'offerFile', 'sendCaption'])(
      'goes once when the answer to %s is lost, nobody is told otherwise, and the same words go again later',
      async (command) => {
        for (const times of [1, 2]) {
          await attach('photo.txt', command);
          if (times === 1) breaksAt = command;
          await send().click();
          await isOver();
          await log()
            .getByText(command, { exact: true })
            .nth(times - 1)
            .waitFor();
        }
        expect(breaksAt).toBeUndefined();
        await field().fill('after it');
        await page.keyboard.press('Enter');
        await log().getByText('after it').last().waitFor();
        expect(await count(command)).toBe(2);
        expect(await page.getByText(/not sent/u).count()).toBe(0);
      },
    );

    it('goes once when its sheet is closed and opened again while it is sent', async () => {
      await attach('slow.txt', 'Just one');
      isAway = true;
      breaksAt = 'offerFile';
      await send().click();
      await page.getByText('The connection to your node is lost').waitFor();
      await page.keyboard.press('Escape');
      await isOver();
      await page.getByRole('button', { name: 'Show' }).click();
      expect(await send().getAttribute('aria-busy')).toBe('true');
      await send().click();
      isAway = false;
      await isOver();
      await log().getByText('Just one').waitFor();
      await page.getByRole('button', { name: 'Show' }).waitFor({ state: 'detached' });
      expect([await count('Just one'), await log().getByTitle('slow.txt').count()]).toEqual([1, 1]);
    });
  });

  it('and asks about a safety number is compared only once it is there', async () => {
    await page.keyboard.press('Control+d');
    isAway = true;
    breaksAt = 'safetyNumber';
    await page.getByRole('button', { name: 'Compare safety number' }).click();
    await page.getByRole('dialog').locator('.strip', { hasText: 'Your node is not running' }).waitFor();
    const mark = page.getByRole('button', { name: 'We compared in person' });
    expect(await mark.isDisabled()).toBe(true);
    isAway = false;
    await page.getByRole('img', { name: /^Safety number: \d{5}/u }).waitFor();
    expect(await mark.isEnabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+d');
  });

  it('and looks up in the settings is shown there as soon as the node can be asked', async () => {
    breaksAt = 'self';
    await page.keyboard.press('Control+,');
    await page.locator('.settings-link', { hasText: 'Identity' }).click();
    await page.getByRole('img', { name: /^Fingerprint:/u }).waitFor();
    expect(breaksAt).toBeUndefined();
    await page.keyboard.press('Escape');
  });

  it('and reads is covered by a lock the node cannot be told of, and locked once it can', async () => {
    await field().fill('written with nobody there');
    isAway = true;
    await endSession();
    await page.getByText('The connection to your node is lost').waitFor();
    await page.getByText('If Kith was started anew, open the new address it printed.').waitFor();
    await page.keyboard.press('Control+l');
    await page.getByText('Your node cannot be reached').waitFor();
    expect(await page.content()).not.toMatch(/Just one|written with nobody there/u);
    isAway = false;
    await page.getByText('Your node goes on receiving').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await log().getByText('Just one').waitFor();
    expect(await field().inputValue()).toBe('written with nobody there');
  });
});
