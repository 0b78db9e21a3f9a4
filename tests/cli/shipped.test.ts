// The programs as they are shipped, in real processes: what they end with, and that a node stops in order.

import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { firstState } from '../../src/cli/session.js';
import { ContractClient } from '../../src/contract/client.js';
import { connectToNode } from '../../src/node/connect.js';
import { HomeYard, TEST_ENV, TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { CommandProcess, type Ended } from './command-process.js';

const LIMIT_MS = 180_000;

let yard: HomeYard;
let host: string;
const running: CommandProcess[] = [];

function begin(args: readonly string[], script?: string): CommandProcess {
  const env = { ...TEST_ENV, KITH_PASSWORD_FILE: yard.passwordFile };
  const command = new CommandProcess(args, env, script);
  running.push(command);
  return command;
}

function kith(name: string, ...args: readonly string[]): Promise<Ended> {
  return begin([...args, '--home', join(yard.dir, name)]).ended();
}

async function node(name: string, script?: string): Promise<{ command: CommandProcess; address: string }> {
  const entry = script === undefined ? ['node'] : ['--terminal'];
  const command = begin([...entry, '--home', join(yard.dir, name), '--host', host, '--port', '0'], script);
  if (script === undefined) return { command, address: await command.said(/Listening on (\S+)/u) };
  await command.said(/kith:\/\/add/u);
  return { command, address: '' };
}

async function client(name: string): Promise<ContractClient> {
  return new ContractClient(await connectToNode(join(yard.dir, name)));
}

beforeAll(async () => {
  yard = await HomeYard.open();
  host = yard.nextHost();
  for (const name of ['Alice', 'Bob']) {
    const founded = await kith(name, 'init', '--name', name);
    expect(founded).toMatchObject({ code: 0, out: expect.stringContaining(`Welcome, ${name}.`) as string });
  }
}, LIMIT_MS);
afterEach(async () => {
  for (const command of running.splice(0)) await command.kill();
});
afterAll(() => yard.clear());

it('sends from one node to another and ends with what it documents', { timeout: LIMIT_MS }, async () => {
  expect(await kith('Alice', 'status')).toMatchObject({ code: 3, out: '' });
  expect(await kith('Alice', 'sing')).toMatchObject({ code: 2, out: '' });
  const alice = await node('Alice');
  expect(await kith('Alice', 'node', '--host', host, '--port', '0')).toMatchObject({ code: 7 });
  const [, port = ''] = alice.address.split(/:(?=\d+$)/u);
  const busy = await kith('Bob', 'node', '--host', host, '--port', port);
  expect(busy).toMatchObject({ code: 2, err: expect.stringContaining(`Port ${port} is used`) as string });

  const bob = await node('Bob');
  expect(await kith('Bob', 'add', alice.address, '--name', 'Alice', '--yes')).toMatchObject({ code: 0 });
  const face = await client('Alice');
  await firstState(face, 'requests', {}, { isWanted: ({ rows }) => rows.length > 0 });
  face.close();
  expect(await kith('Alice', 'approve', 'Bob', '--yes')).toMatchObject({ code: 0 });
  const sent = await kith('Bob', 'send', 'Alice', 'Dinner at eight?', '--wait');
  expect(sent).toMatchObject({ code: 0, out: 'To Alice: delivered to their node.\n' });
  expect((await kith('Alice', 'history', 'Bob')).out).toContain('Dinner at eight?');

  for (const { command } of [alice, bob]) {
    command.child.kill('SIGTERM');
    expect(await command.ended()).toMatchObject({ code: 0, signal: null });
  }
  expect(await kith('Alice', 'status')).toMatchObject({ code: 3 });
});

it('goes on when nobody reads any more, and stops in order', { timeout: LIMIT_MS }, async () => {
  const { command } = await node('Alice');
  command.stopReading();
  const face = await client('Alice');
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
    const { command } = await node('Bob', 'start.mjs');
    const face = await client('Bob');
    expect(await face.call('status', {})).toMatchObject({ state: 'open' });
    command.child.kill('SIGTERM');
    expect(await command.ended()).toMatchObject({ code: 0, signal: null });
  },
);
