import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { changePasswordOffline } from '../../src/node/offline.js';
import { TEST_ENV, TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { LocalNode } from '../../src/testing/node/local-node.js';
import { until } from '../../src/testing/node/observe.js';
import { approved, befriend, contactOf, received, send } from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

const NEW_PASSWORD = 'nine quiet herons';

describe('a vault', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('that is locked keeps the friend’s messages waiting, and views come back by themselves', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    // Whoever asked knows where the other is: Bob calls as soon as he can, Alice would wait ever longer to.
    await befriend(bob, alice);
    const contact = await contactOf(bob, alice);
    const conversation = ['messages', { conversationId: contact.conversationId, limit: 10 }] as const;
    const shown = until(bob.client, conversation, (rows) => rows.some((row) => row.text === 'psst'));
    await bob.client.call('lock', {});
    await send(alice, bob, 'psst');
    await contactOf(alice, bob, (row) => row.queued === 1);
    await expect(bob.client.call('self', {})).rejects.toMatchObject({ code: 'NODE_LOCKED' });
    await expect(bob.client.call('unlock', { password: 'not this one' })).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    await bob.client.call('unlock', { password: TEST_PASSWORD });
    await shown;
    await contactOf(alice, bob, (row) => row.queued === 0);
  });

  it('takes a new password from the running node', async () => {
    const [bob] = await stage.people('Bob');
    const change = (password: string, newPassword: string) =>
      bob.client.call('changePassword', { password, newPassword });
    await expect(change('not this one', NEW_PASSWORD)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await expect(change(TEST_PASSWORD, 'password')).rejects.toMatchObject({ code: 'PASSWORD_HOPELESS' });
    await change(TEST_PASSWORD, NEW_PASSWORD);
    await bob.client.call('lock', {});
    const unlock = (password: string) => bob.client.call('unlock', { password });
    await expect(unlock(TEST_PASSWORD)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await unlock(NEW_PASSWORD);
    expect(await bob.client.call('self', {})).toMatchObject({ name: 'Bob' });
  });

  it('says of an open node’s password whether it is the one', async () => {
    const [bob] = await stage.people('Bob');
    const check = (password: string) => bob.client.call('checkPassword', { password });
    await expect(check('not this one')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await check(TEST_PASSWORD);
    await bob.client.call('lockScreen', {});
    await expect(check(TEST_PASSWORD)).rejects.toMatchObject({ code: 'NODE_LOCKED' });
  });

  it('calls a password right no more once a change of it or a lock was asked for', async () => {
    const [bob] = await stage.people('Bob');
    const check = (password: string) => bob.client.call('checkPassword', { password });
    const change = { password: TEST_PASSWORD, newPassword: NEW_PASSWORD };
    const changed = bob.client.call('changePassword', change);
    await expect(check(TEST_PASSWORD)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await changed;
    const locked = bob.client.call('lockScreen', {});
    await expect(check(NEW_PASSWORD)).rejects.toMatchObject({ code: 'NODE_LOCKED' });
    await locked;
  });

  it('takes a new password while no node runs', async () => {
    const [bob] = await stage.people('Bob');
    const change = () =>
      changePasswordOffline({
        home: bob.home.dir,
        env: TEST_ENV,
        password: new Secret(TEST_PASSWORD),
        newPassword: new Secret(NEW_PASSWORD),
      });
    await expect(change()).rejects.toMatchObject({ code: 'HOME_IN_USE' });
    await bob.stop();
    await change();
    await expect(bob.start()).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    const node = await stage.local(bob.home, { password: NEW_PASSWORD });
    expect(await node.client.call('self', {})).toMatchObject({ name: 'Bob' });
  });

  it('with a wrong password is told from a damaged one, and neither changes anything', async () => {
    const home = await stage.home('Bob');
    const files = (await readdir(home.dir)).filter((name) => name.startsWith('vault'));
    const read = () => Promise.all(files.map((name) => readFile(join(home.dir, name), 'utf8')));
    const intact = await read();
    await expect(LocalNode.start(home, { password: 'not this one' })).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    expect(await read()).toEqual(intact);
    const damaged = intact.map((text) => text.slice(0, -20));
    for (const [index, name] of files.entries()) await writeFile(join(home.dir, name), damaged[index] ?? '');
    await expect(LocalNode.start(home)).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
    expect(await read()).toEqual(damaged);
    for (const [index, name] of files.entries()) await writeFile(join(home.dir, name), intact[index] ?? '');
    await stage.local(home);
  });

  it('opens from its second copy when the first is damaged, and says so once', async () => {
    const home = await stage.home('Bob');
    await writeFile(join(home.dir, 'vault.json'), '{');
    const notices = async () => {
      const node = await stage.local(home);
      const codes = await until(node.client, ['status', {}], ([status]) => {
        return (
          status?.state === 'open' && status.notices.length > 0 && status.notices.map(({ code }) => code)
        );
      });
      await node.stop();
      return codes;
    };
    expect(await notices()).toEqual(['VAULT_RESTORED']);
    expect(await notices()).toEqual(['VAULT_RESTORED']);
  });

  it('opens for one process; the second is told who holds it', async () => {
    const home = await stage.home('Bob');
    const first = await stage.process(home);
    await expect(LocalNode.start(home)).rejects.toMatchObject({
      code: 'HOME_IN_USE',
      params: { face: 'headless' },
    });
    await first.kill();
    await stage.local(home);
  });

  it('opens although its port is taken, calls its friends, and is reached again once the port is free', async () => {
    const [alice, carol] = await stage.people('Alice', 'Carol');
    const home = await stage.home('Bob');
    const port = Number(carol.address.split(':')[1]);
    const bob = await stage.local({ ...home, host: carol.home.host }, { port });
    const taken = await bob.client.call('status', {});
    expect(taken).toMatchObject({
      state: 'open',
      listening: null,
      notListening: { error: { code: 'PORT_BUSY', params: { port } } },
    });
    await befriend(bob, alice);
    await send(bob, alice, 'I call you');
    await received(alice, bob, ['I call you']);
    await carol.stop();
    await bob.client.call('listenNow', {});
    expect(await bob.client.call('status', {})).toMatchObject({
      listening: `${carol.home.host}:${String(port)}`,
      notListening: null,
    });
  });

  it('opens although its machine does not have the address', async () => {
    const home = await stage.home('Bob');
    // An address of documentation, which no machine has.
    const bob = await stage.local({ ...home, host: '192.0.2.7' }, { seams: { localAddress: home.host } });
    expect(await bob.client.call('status', {})).toMatchObject({
      state: 'open',
      notListening: { error: { code: 'ADDRESS_UNAVAILABLE', params: { host: '192.0.2.7' } } },
    });
  });

  it('keeps friends over a restart into the locked state', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    await bob.stop();
    const later = await stage.local(bob.home, { password: null, port: Number(bob.address.split(':')[1]) });
    expect(later.client.state).toBe('locked');
    await send(alice, bob, 'wake up');
    await later.client.call('unlock', { password: TEST_PASSWORD });
    await approved(later, alice);
    await received(later, alice, ['wake up']);
  });
});
