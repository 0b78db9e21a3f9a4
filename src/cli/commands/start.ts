// npm start: makes an identity on the first run, runs the node here unless one runs already, and shows the home screen.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { Secret } from '../../base/secret.js';
import { ContractClient } from '../../contract/client.js';
import { HomeScreen } from '../home/home-screen.js';
import { runChoice } from '../home/home-choices.js';
import type { RunningNode } from '../node-access.js';
import { isPrompted, needPassword, whileAsking } from '../password.js';
import { onHomeScreen } from '../program-name.js';
import { foldedFor } from '../prose.js';
import { addCommand } from '../program-options.js';
import { isInteractive, print, type Shell } from '../shell.js';
import { errorSentence } from '../words.js';
import { identityLines } from './id.js';
import { askIdentity } from './init.js';
import { defineNodeOptions, type NodeCommandOptions, nodeFlags, stopOnInterrupt } from './node.js';

interface Options extends NodeCommandOptions {
  readonly name?: string;
}

export function addStartCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'start',
    group: 'Your node:',
    summary: 'start your node and show your conversations',
    example: 'start --home ~/kith-alice',
    define: (command) =>
      defineNodeOptions(command)
        .option('--name <name>', 'your name, for the first start')
        .option('--terminal', 'for npm start: stay in the terminal instead of opening a window'),
    run: async ({ options }) => {
      await start(shell, options);
      return undefined;
    },
  });
}

async function start(shell: Shell, options: Options): Promise<void> {
  let leave = (): Promise<void> => Promise.resolve();
  try {
    // Who knows that a password will be asked for types it while the node starts.
    const { client, node, joined } = await whileAsking(shell, options, async () => {
      const reached = await reachNode(shell, options);
      leave = async () => {
        reached.client.close();
        await reached.node?.stop();
      };
      await reached.client.hello;
      await open(shell, options, reached.client);
      return reached;
    });
    if (isInteractive(shell)) await atHome(shell, options, client, joined);
    else await withoutTerminal(shell, client, node, joined);
  } finally {
    await leave();
  }
}

/** The node that runs on the home, or one started in this process. */
async function reachNode(
  shell: Shell,
  options: Options,
): Promise<{ client: ContractClient; node?: RunningNode; joined?: string }> {
  const home = shell.node.resolveHome(options.home, shell.env);
  try {
    const client = new ContractClient(await shell.node.connectToNode(home));
    return { client, joined: joinedSentence(options) };
  } catch (error) {
    if (!AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
  }
  const flags = nodeFlags(options);
  await shell.node.refuseEarly({ home, flags, env: shell.env }, 'start');
  const node = await shell.node.runNode({ home, face: 'terminal', flags, env: shell.env, password: null });
  return { client: new ContractClient(node.connect()), node };
}

/** What counts only when a node starts was said in vain. */
function joinedSentence(options: Options): string {
  const flags = Object.keys(nodeFlags(options)).map((name) => `--${name.replaceAll('_', '-')}`);
  const inVain =
    flags.length === 0
      ? ''
      : ` ${flags.join(' and ')} ${flags.length === 1 ? 'counts' : 'count'} only when it starts.`;
  return `Your node runs already, in another program, and goes on when you leave.${inVain}`;
}

/** Makes an identity or unlocks, asking until it works where somebody can be asked. */
async function open(shell: Shell, options: Options, client: ContractClient): Promise<void> {
  if (client.state === 'empty') {
    if (isInteractive(shell))
      print(shell.output, ['Welcome to Kith. Choose a name and a password; nothing else is needed.']);
    await askIdentity(shell, options, (name, password) =>
      client.call('createIdentity', { name, password: password.reveal() }),
    );
  } else if (options.name !== undefined)
    print(shell.output, ['There is an identity in this home: --name counts only for a new one.']);
  await unlock(shell, options, client);
}

async function unlock(shell: Shell, options: Options, client: ContractClient): Promise<void> {
  while (client.state === 'locked') {
    try {
      const password = await passwordWhileLocked(shell, options, client);
      await client.call('unlock', { password: password.reveal() });
      return;
    } catch (error) {
      if (isOpen(client)) return;
      const isMistyped = AppError.is(error, 'PASSWORD_WRONG') || AppError.is(error, 'PASSWORD_MISSING');
      if (!isPrompted(shell, options) || !isMistyped) throw error;
      print(shell.output, [errorSentence(error)]);
    }
  }
}

function isOpen({ state }: ContractClient): boolean {
  return state === 'open';
}

/** Rejects when the node is unlocked elsewhere: nobody has to type anything then. */
async function passwordWhileLocked(
  shell: Shell,
  options: Options,
  client: ContractClient,
): Promise<Secret<string>> {
  const opened = new AbortController();
  const stop = client.onState((state) => {
    if (state === 'open') opened.abort();
  });
  try {
    return await needPassword(shell, options, { until: opened.signal });
  } finally {
    stop();
  }
}

/** @param joined that the node runs already, in another program */
async function atHome(
  shell: Shell,
  options: Options,
  client: ContractClient,
  joined: string | undefined,
): Promise<void> {
  onHomeScreen();
  for (;;) {
    try {
      await chooseUntilLeft(shell, client, joined);
      return;
    } catch (error) {
      // Locked from elsewhere: the home screen comes back with the password.
      if (!AppError.is(error, 'NODE_LOCKED')) throw error;
      print(shell.output, [errorSentence(error)]);
      await open(shell, options, client);
    }
  }
}

async function chooseUntilLeft(
  shell: Shell,
  client: ContractClient,
  joined: string | undefined,
): Promise<void> {
  const self = await client.call('self', {});
  const home = new HomeScreen(shell, client, { self, joined });
  try {
    for (;;) {
      const choice = await home.choose();
      if (choice === undefined || choice.toLowerCase() === 'q') return;
      await runChoice(choice, { shell, client, self, people: home.people });
    }
  } finally {
    home.close();
  }
}

async function withoutTerminal(
  shell: Shell,
  client: ContractClient,
  node: RunningNode | undefined,
  joined: string | undefined,
): Promise<void> {
  if (joined !== undefined) print(shell.errors, foldedFor(shell.errors, [joined]));
  print(shell.output, identityLines(await client.call('self', {}), 0));
  if (!node) return;
  const stopped = new Promise<void>((resolve) => {
    node.onStopped(resolve);
  });
  const release = stopOnInterrupt(shell, node);
  try {
    await stopped;
  } finally {
    release();
  }
}
