// Alice deletes what was said with somebody she removed, and the node's answer is late, or an error of its disk.

import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromFace, ToFace } from '../../src/contract/messages.js';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { hasChromium } from './browser-stage.js';
import { befriend, clientOf, converse, type Friends, neighbour, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';

describe.skipIf(!hasChromium('deleting a history in a real browser'))('a history that is deleted', () => {
  let friends: Friends;
  let page: Page;
  /** Answers the window's `deleteHistory`, whose own answer is kept from it. */
  let answer: (said: Pick<Extract<ToFace, { type: 'error' }>, 'type' | 'error'> | DoneValue) => void;
  beforeAll(async () => {
    friends = await twoFriends();
    const { alice, stage } = friends;
    ({ page } = alice);
    const carol = await neighbour(stage, 'Carol');
    await befriend(alice, carol);
    await converse({ alice, carol }, ['carol: Good morning']);
    const client = clientOf(alice);
    for (const { id: contactId } of await until(client, ['contacts', {}], (rows) => rows))
      await client.call('removeContact', { contactId, history: 'keep' });
    await page.routeWebSocket(/./u, withhold);
    await page.reload();
    await page.getByRole('button', { name: /^Former conversations/u }).click();
  }, 60_000);
  afterAll(() => friends.stage.clear());

  /** Of the one that is first in the list. */
  const askToDelete = async () => {
    await page
      .getByRole('button', { name: /You removed this person/u })
      .first()
      .click();
    await historyOf(page).getByRole('listitem').first().waitFor();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  };

  function withhold(window: WebSocketRoute): void {
    const node = window.connectToServer();
    let call: number | undefined;
    answer = (said) => {
      window.send(JSON.stringify({ ...said, call }));
    };
    window.onMessage((message) => {
      const said = JSON.parse(String(message)) as FromFace;
      if (said.type === 'call' && said.command === 'deleteHistory') ({ call } = said);
      node.send(message);
    });
    node.onMessage((message) => {
      const said = JSON.parse(String(message)) as ToFace;
      if (!('call' in said) || said.call !== call) window.send(message);
    });
  }

  /** For the list: the conversation is not there any more. */
  const isLeft = async () => {
    await page.locator('.history').waitFor({ state: 'detached' });
    expect(await page.evaluate('location.hash')).toBe('#/chats/');
  };
  const isClosed = () => page.locator('.dialog').waitFor({ state: 'detached' });

  it('says that erasing goes on as long as it does, and is left at its end', async () => {
    await askToDelete();
    const dialog = page.getByRole('dialog', { name: /^Deleting what was said with/u });
    await dialog.getByText('They are being erased from the disk').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().waitFor();
    expect(await barriers(page, '[role=dialog]')).toEqual([]);
    await isLeft();
    answer({ type: 'result', value: {} });
    await isClosed();
  });

  it('is left with the reason when its disk fails meanwhile, and goes on by itself', async () => {
    await askToDelete();
    await isLeft();
    answer({ type: 'error', error: { code: 'DISK_FULL', params: {} } });
    await page.getByText('The disk is full. Free some space and try again. The messages are gone').waitFor();
    await isClosed();
  });

  it('is left where another face removed whom it is with', async () => {
    const client = clientOf(friends.alice);
    const dave = await neighbour(friends.stage, 'Dave');
    await befriend(friends.alice, dave);
    const { id: contactId } = await until(client, ['contacts', {}], (rows) => rows[0]);
    await page.getByRole('button', { name: 'Former conversations' }).click();
    await page.getByRole('button', { name: /^D.*Dave/u }).click();
    await page.getByLabel('Your message').waitFor();
    await client.call('removeContact', { contactId, history: 'delete' });
    await isLeft();
  });

  it('makes no page complain', () => {
    expect(friends.alice.complaints).toEqual([]);
  });
});

type DoneValue = Pick<Extract<ToFace, { type: 'result' }>, 'type' | 'value'>;
