// A node whose screen is locked: it goes on receiving, and shows nobody anything before the password was given.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContractClient } from '../../src/contract/client.js';
import { type CommandName, commands } from '../../src/contract/commands.js';
import { FOREVER } from '../../src/contract/bounds.js';
import { type ViewName, views } from '../../src/contract/views.js';
import { connectToNode } from '../../src/node/connect.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { until } from '../../src/testing/node/observe.js';
import { befriend, contactOf, send } from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

const ANSWERED_BEHIND_IT: readonly CommandName[] = ['status', 'unlock', 'lock'];

describe('a locked screen', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('keeps receiving, says that something came, and not from whom', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    const contact = await contactOf(bob, alice);
    await bob.client.call('lockScreen', {});
    await send(alice, bob, 'psst');
    await contactOf(alice, bob, (row) => row.queued === 0);
    const status = await until(bob.client, ['status', {}], ([row]) => (row?.unread === 1 ? row : undefined));
    expect(status).toMatchObject({ state: 'locked', screenLocked: true, links: 1, unreadUnmuted: 1 });
    expect(status).toMatchObject({ lastReachedBy: null, notices: [] });
    expect(status.listening).not.toBeNull();
    expect(JSON.stringify(status)).not.toMatch(/Alice|psst/u);
    await bob.client.call('unlock', { password: TEST_PASSWORD });
    const seen = ['messages', { conversationId: contact.conversationId, limit: 10 }] as const;
    await until(bob.client, seen, (rows) => rows.find(({ text }) => text === 'psst'));
    expect(await bob.client.call('status', {})).toMatchObject({ state: 'open', screenLocked: false });
  });

  it.each(['lockScreen', 'lock'] as const)(
    'by %s is not made for a face nobody touches while another is used',
    async (command) => {
      const [bob] = await stage.people('Bob');
      const other = await socketFace(bob);
      await bob.client.call('noteUse', {});
      const { waitMs } = await other.call(command, { unusedMs: 900_000 });
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(900_000);
      expect(await other.call('status', {})).toMatchObject({ state: 'open' });
      expect(await other.call(command, { unusedMs: 0 })).toEqual({});
      expect(await other.call('status', {})).toMatchObject({ state: 'locked' });
      await bob.client.call('unlock', { password: TEST_PASSWORD });
      expect(await other.call(command, { unusedMs: 900_000 })).toEqual({});
    },
  );

  it('refuses every face every command but those three, and every view but the status', async () => {
    const [bob] = await stage.people('Bob');
    const other = await socketFace(bob);
    await bob.client.call('lockScreen', {});
    for (const face of [bob.client, other, await socketFace(bob)]) {
      for (const name of Object.keys(commands) as CommandName[]) {
        if (ANSWERED_BEHIND_IT.includes(name)) continue;
        const code = name === 'createIdentity' ? 'IDENTITY_EXISTS' : 'NODE_LOCKED';
        await expect(face.call(name, {}), name).rejects.toMatchObject({ code });
      }
      await expect(face.call('unlock', { password: 'not this one' })).rejects.toMatchObject({
        code: 'PASSWORD_WRONG',
      });
    }
    expect((Object.keys(views) as ViewName[]).filter((name) => allowed(name))).toEqual(['status']);
    await other.call('unlock', { password: TEST_PASSWORD });
    other.close();
    expect(await bob.client.call('self', {})).toMatchObject({ name: 'Bob' });
  });

  it('gives way to the full lock, after which nothing is received', async () => {
    const [bob] = await stage.people('Bob');
    await bob.client.call('lockScreen', {});
    await bob.client.call('lock', {});
    expect(await bob.client.call('status', {})).toMatchObject({
      state: 'locked',
      screenLocked: false,
      listening: null,
    });
    // Twice is as good as once.
    await bob.client.call('lock', {});
    await bob.client.call('unlock', { password: TEST_PASSWORD });
    expect(await bob.client.call('status', {})).toMatchObject({ state: 'open' });
  });

  it('ends what faces were looking at: nothing that comes later reaches them', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    const { conversationId } = await contactOf(bob, alice);
    const shown: string[] = [];
    bob.client.subscribe(
      'messages',
      { conversationId, limit: 10 },
      { onChange: ({ rows }) => shown.push(rows.map(({ text }) => text).join()) },
    );
    await send(alice, bob, 'before');
    await until(bob.client, ['messages', { conversationId, limit: 10 }], (rows) =>
      rows.find(({ text }) => text === 'before'),
    );
    await bob.client.call('lockScreen', {});
    await send(alice, bob, 'behind');
    await until(bob.client, ['status', {}], ([row]) => row?.unread === 2);
    expect(shown.at(-1)).toBe('');
    expect(shown.join()).not.toContain('behind');
  });

  it('counts what comes into muted conversations apart', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    const { conversationId } = await contactOf(bob, alice);
    await bob.client.call('setConversation', { conversationId, mutedUntil: FOREVER });
    await bob.client.call('lockScreen', {});
    await send(alice, bob, 'psst');
    const status = await until(bob.client, ['status', {}], ([row]) => (row?.unread === 1 ? row : undefined));
    expect(status.unreadUnmuted).toBe(0);
  });

  it('that ends with the node leaves a node that is locked as ever', async () => {
    const [bob] = await stage.people('Bob');
    await bob.client.call('lockScreen', {});
    await bob.stop();
    await bob.start();
    expect(await bob.client.call('status', {})).toMatchObject({ state: 'open', screenLocked: false });
  });
});

/** As another program of the owner's reaches the node. */
async function socketFace({ home }: LocalNode): Promise<ContractClient> {
  const client = new ContractClient(await connectToNode(home.dir));
  await client.hello;
  return client;
}

function allowed(name: ViewName): boolean {
  const { states }: { readonly states: readonly string[] } = views[name];
  return states.includes('locked');
}
