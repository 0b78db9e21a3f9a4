// One node with several windows: what happens in one is seen in the others, and one that dies takes nothing with it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationRow } from '../../src/contract/values.js';
import { until } from '../../src/testing/node/observe.js';
import { newId } from '../../src/testing/node/person.js';
import { hasChromium, type Person } from './browser-stage.js';
import { makeFile } from './files-of-people.js';
import { clientOf, type Friends, sendAll, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';
import { atSystemEdge, shownNotifications, withdrawnNotifications } from './system-edge.js';

/** Characters a second, and how many of them are typed. */
const RATE = 20;
const TYPED = 3 * RATE;

describe.skipIf(!hasChromium('several windows in real browsers'))('two windows of one node', () => {
  let friends: Friends;
  let desktop: Person;
  let tab: Person;
  beforeAll(async () => {
    friends = await twoFriends();
    desktop = friends.alice;
    await atSystemEdge(desktop.page);
    await desktop.page.reload();
    tab = await friends.stage.another(desktop);
    for (const face of [desktop, tab]) await rowIn(face).waitFor();
  }, 60_000);
  afterAll(() => friends.stage.clear());

  const rowIn = ({ page }: Person) => page.getByRole('button', { name: /^Bob/u });
  const conversation = (is: (row: ConversationRow) => boolean) =>
    until(clientOf(desktop), ['conversations', {}], (rows) => rows.find(is));

  it('tell of a message once, and have it read in both when one of them showed it', async () => {
    await sendAll(friends.bob, ['psst']);
    await expect.poll(() => shownNotifications(desktop.page)).toMatchObject([{ title: 'Bob' }]);
    for (const face of [desktop, tab]) await rowIn(face).getByText('2', { exact: true }).waitFor();
    await rowIn(tab).click();
    await historyOf(tab.page).getByText('psst').waitFor();
    for (const face of [desktop, tab])
      await rowIn(face).getByText('2', { exact: true }).waitFor({ state: 'detached' });
    const [shown] = await shownNotifications(desktop.page);
    await expect.poll(() => withdrawnNotifications(desktop.page)).toContain(shown?.tag);
    expect(await shownNotifications(desktop.page)).toHaveLength(1);
  });

  it('show what the other is writing, and what it set', async () => {
    await tab.page.getByLabel('Your message').fill('From the tab');
    await rowIn(desktop).getByText('From the tab').waitFor();
    await rowIn(desktop).click({ button: 'right' });
    await desktop.page.getByRole('menuitem', { name: 'Pin' }).click();
    await conversation(({ pinned }) => pinned);
    await rowIn(tab).click({ button: 'right' });
    await tab.page.getByRole('menuitem', { name: 'Unpin' }).waitFor();
    await tab.page.keyboard.press('Escape');
    await tab.page.getByRole('menu').waitFor({ state: 'detached' });
    await tab.page.getByLabel('Your message').fill('');
    await conversation(({ draft }) => draft === '');
  });

  it('share one draft: what one writes is in the field of the other, and nothing of either is lost', async () => {
    const inTab = tab.page.getByLabel('Your message');
    const onDesktop = desktop.page.getByLabel('Your message');
    await rowIn(desktop).click();
    await inTab.fill('A long letter');
    await conversation(({ draft }) => draft === 'A long letter');
    await expect.poll(() => onDesktop.inputValue()).toBe('A long letter');
    await onDesktop.press('End');
    await onDesktop.pressSequentially(' to Bob');
    await conversation(({ draft }) => draft === 'A long letter to Bob');
    await expect.poll(() => inTab.inputValue()).toBe('A long letter to Bob');
    await inTab.press('Enter');
    await conversation(({ last, draft }) => last?.text === 'A long letter to Bob' && draft === '');
    await expect.poll(() => onDesktop.inputValue()).toBe('');
  });

  it('do not bring back what the other sent, into a field that is opened later', async () => {
    const { page } = desktop;
    await page.getByLabel('Your message').fill('Sent by the other');
    // Before its owner rests for a moment.
    await page.keyboard.press('Control+,');
    await page.getByLabel('Your message').waitFor({ state: 'detached' });
    await expect.poll(() => tab.page.getByLabel('Your message').inputValue()).toBe('Sent by the other');
    await tab.page.getByLabel('Your message').press('Enter');
    await conversation(({ last, draft }) => last?.text === 'Sent by the other' && draft === '');
    await page.keyboard.press('Escape');
    await historyOf(page).getByText('Sent by the other').waitFor();
    expect(await page.getByLabel('Your message').inputValue()).toBe('');
  });

  it('give back what was written last, once, when what is attached is removed', async () => {
    const { page } = desktop;
    const { id: conversationId } = await conversation(() => true);
    const id = newId();
    const path = await makeFile(friends.stage, 'both.txt', Buffer.from('both'));
    await clientOf(desktop).call('handOverFile', { id, path });
    await clientOf(desktop).call('attachFile', { conversationId, attachmentId: id });
    for (const [face, caption] of [
      [desktop, 'Photos'],
      [tab, 'A long letter'],
    ] as const) {
      await face.page.getByRole('button', { name: 'Show' }).click();
      await face.page.getByLabel('Caption').fill(caption);
      await face.page.keyboard.press('Escape');
      await conversation((row) => row.caption === caption);
    }
    await page.getByRole('button', { name: 'Remove', exact: true }).dblclick();
    const field = page.getByLabel('Your message');
    await expect.poll(() => field.inputValue()).toBe('A long letter');
    await conversation((row) => row.caption === '' && row.draft === 'A long letter');
    expect(await field.inputValue()).toBe('A long letter');
    await field.fill('');
    await conversation(({ draft }) => draft === '');
  });

  it('lose no more than the last second when one is killed while its owner types on', async () => {
    const { page } = tab;
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 1_000);
    await page.getByLabel('Your message').focus();
    const text = Array.from({ length: TYPED }, (_, index) => String(index % 10)).join('');
    for (const character of text) {
      await page.keyboard.type(character);
      await page.clock.runFor(1_000 / RATE);
    }
    const { draft } = await conversation((row) => row.draft.length >= TYPED - RATE);
    expect(text.startsWith(draft)).toBe(true);
    const session = await tab.context.newCDPSession(page);
    const dead = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await dead;
    await page.close();
    const next = await tab.context.newPage();
    await next.clock.resume();
    await next.goto(tab.window.url.split('#', 1)[0] ?? '');
    await next.getByRole('button', { name: /^Bob/u }).click();
    // What was on its way to the node while the draft was read came there too.
    const isKept = (value: string) => value.startsWith(draft) && text.startsWith(value);
    await expect.poll(async () => isKept(await next.getByLabel('Your message').inputValue())).toBe(true);
  });

  it('make no page complain', () => {
    expect([desktop.complaints, tab.complaints]).toEqual([[], []]);
  });
});
