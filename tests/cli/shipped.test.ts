// The programs as they are shipped, in real processes: what they end with, and that a node stops in order.

import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { ShippedHomes } from './shipped-homes.js';

const LIMIT_MS = 180_000;

let homes: ShippedHomes;

beforeAll(async () => {
  homes = await ShippedHomes.open();
  for (const name of ['Alice', 'Bob']) {
    const founded = await homes.kith(name, 'init', '--name', name);
    expect(founded).toMatchObject({ code: 0, out: expect.stringContaining(`Welcome, ${name}.`) as string });
  }
}, LIMIT_MS);
afterEach(() => homes.kill());
afterAll(() => homes.clear());

it('sends from one node to another and ends with what it documents', { timeout: LIMIT_MS }, async () => {
  expect(await homes.kith('Alice', 'status')).toMatchObject({ code: 3, out: '' });
  expect(await homes.kith('Alice', 'sing')).toMatchObject({ code: 2, out: '' });
  const alice = await homes.node('Alice');
  expect(await homes.kith('Alice', 'node', '--host', homes.host, '--port', '0')).toMatchObject({ code: 7 });
  const [, port = ''] = alice.address.split(/:(?=\d+$)/u);
  const busy = await homes.kith('Bob', 'node', '--host', homes.host, '--port', port);
  expect(busy).toMatchObject({ code: 2, err: expect.stringContaining(`Port ${port} is used`) as string });

  const bob = await homes.node('Bob');
  expect(await homes.befriend('Bob', 'Alice', alice.address)).toMatchObject([{ code: 0 }, { code: 0 }]);
  const sent = await homes.kith('Bob', 'send', 'Alice', 'Dinner at eight?', '--wait');
  expect(sent).toMatchObject({ code: 0, out: 'To Alice: delivered to their node.\n' });
  expect((await homes.kith('Alice', 'history', 'Bob')).out).toContain('Dinner at eight?');

  for (const { command } of [alice, bob]) {
    command.child.kill('SIGTERM');
    expect(await command.ended()).toMatchObject({ code: 0, signal: null });
  }
  expect(await homes.kith('Alice', 'status')).toMatchObject({ code: 3 });
});

it('goes on when nobody reads any more, and stops in order', { timeout: LIMIT_MS }, async () => {
  const { command } = await homes.node('Alice');
  command.stopReading();
  const face = await homes.face('Alice');
  // A node tells each of these on standard output.
  for (let times = 0; times < 3; times++) {
    await face.call('lock', {});
    await face.call('unlock', { password: TEST_PASSWORD });
  }
  expect(await face.call('status', {})).toMatchObject({ state: 'open' });
  const exited = once(command.child, 'exit');
  command.child.kill('SIGHUP');
  expect(await exited).toEqual([0, null]);
});

it(
  'runs the node by npm start without a terminal, until it is told to stop',
  { timeout: LIMIT_MS },
  async () => {
    const { command } = await homes.node('Bob', 'start.mjs');
    const face = await homes.face('Bob');
    expect(await face.call('status', {})).toMatchObject({ state: 'open' });
    command.child.kill('SIGTERM');
    expect(await command.ended()).toMatchObject({ code: 0, signal: null });
  },
);
