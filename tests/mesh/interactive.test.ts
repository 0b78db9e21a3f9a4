// `npm run mesh -- --interactive` leaves nodes to chat in, and says how: two people type into what it says.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CommandProcess } from '../cli/command-process.js';

const MAIN = new URL('./main.js', import.meta.url).href;
const LIMIT_MS = 240_000;

let dir: string;
const running: CommandProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kith-mesh-test-'));
});
afterEach(async () => {
  for (const command of running.splice(0)) await command.kill();
  await rm(dir, { recursive: true });
});

function begin(...words: ConstructorParameters<typeof CommandProcess>): CommandProcess {
  const command = new CommandProcess(...words);
  running.push(command);
  return command;
}

it('leaves two friends to chat by the commands it prints, until Ctrl+C', { timeout: LIMIT_MS }, async () => {
  const mesh = begin(['--nodes', '2', '--interactive'], { TMPDIR: dir }, { script: MAIN });
  await mesh.said(/Ctrl\+C ends the nodes/u);
  const chatWith = async (name: string) => {
    const words = await mesh.said(new RegExp(`^npx kith (chat ${name} --home \\S+)$`, 'mu'));
    return begin(words.split(' '), {}, { stdin: 'pipe' });
  };
  const [alice, bob] = [await chatWith('Bob'), await chatWith('Alice')];
  alice.type('Hello Bob');
  await bob.said(/Alice {2}Hello Bob/u);
  bob.type('Hello Alice');
  await alice.said(/Bob {2}Hello Alice/u);
  for (const chat of [alice, bob]) {
    chat.endInput();
    expect((await chat.ended()).code).toBe(0);
  }
  mesh.child.kill('SIGINT');
  const { code, out } = await mesh.ended();
  expect([code, out]).toEqual([0, expect.stringMatching(/result +ok/u)]);
  expect(await readdir(dir)).toEqual([]);
});
