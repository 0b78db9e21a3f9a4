// kith node: runs the node in this process until it is told to stop.

import { hint } from '../program-name.js';
import { join } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import { ContractClient } from '../../contract/client.js';
import type { Secret } from '../../base/secret.js';
import type { NodeState } from '../../contract/values.js';
import { groupsOfFive } from '../fingerprint.js';
import { howToBeReached, WITHOUT_ADDRESS } from './id.js';
import type { RunningNode, ServedWindow } from '../node-access.js';
import { findPassword, type PasswordOptions, whileAsking } from '../password.js';
import { addCommand, type GlobalOptions, passwordStdinOption } from '../program-options.js';
import { EXIT } from '../exit-codes.js';
import { foldedFor } from '../prose.js';
import { print, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

const LARGEST_PORT = 65_535;
/** A node that was told to stop is left after this, whatever it hangs in; the store stands any death. */
const STOP_WITHIN_MS = 10_000;

export interface NodeCommandOptions extends GlobalOptions, PasswordOptions {
  readonly host?: string;
  readonly port?: string;
  readonly publicIp?: string;
  readonly config?: string;
  readonly ui?: boolean;
  readonly uiPort?: string;
}

export function addNodeCommand(program: Command, shell: Shell): void {
  addCommand<NodeCommandOptions>(program, shell, {
    syntax: 'node',
    group: 'Your node:',
    summary: 'run your node without a window until Ctrl+C',
    example: 'node --port 9443 --public-ip 203.0.113.7',
    define: (command) =>
      defineNodeOptions(command)
        .option('--ui', 'serve the window to a browser on this machine, at the address it prints')
        .option('--ui-port <number>', 'port for the window; without, the one it had last or any free one'),
    run: async ({ options }) => {
      const uiPort = readUiPort(options);
      const home = shell.node.resolveHome(options.home, shell.env);
      const start = { home, flags: nodeFlags(options), env: shell.env };
      const node = await whileAsking(shell, options, async () => {
        // The window can make an identity.
        await shell.node.refuseEarly(start, uiPort === undefined ? 'node' : 'start');
        const password = await nodePassword(shell, options);
        return shell.node.runNode({
          ...start,
          face: 'headless',
          password: password?.reveal() === '' ? null : password,
        });
      });
      const window =
        uiPort === undefined
          ? undefined
          : await openWindow(shell, node, { port: uiPort, portFile: join(home, 'ui-port') });
      try {
        await runUntilStopped(shell, node, {
          asJson: options.json === true,
          url: window?.url,
        });
      } finally {
        await window?.close();
      }
      return undefined;
    },
  });
}

/** Undefined: no window. @throws AppError CONFIG_INVALID */
function readUiPort({ ui, uiPort }: NodeCommandOptions): number | undefined {
  if (uiPort === undefined) return ui === true ? 0 : undefined;
  const port = Number(uiPort);
  if (/^\d+$/u.test(uiPort) && port <= LARGEST_PORT) return port;
  throw new AppError('CONFIG_INVALID', { key: 'ui-port', value: uiPort, expected: 'a port from 0 to 65535' });
}

/** The window asks for it, so nobody has to be asked before. */
async function nodePassword(shell: Shell, options: NodeCommandOptions): Promise<Secret<string> | null> {
  const isGiven = options.passwordStdin === true || shell.env['KITH_PASSWORD_FILE'] !== undefined;
  if (options.ui === true && !isGiven) return null;
  return findPassword(shell, options, { question: 'Password (empty: start locked): ' });
}

async function openWindow(
  shell: Shell,
  node: RunningNode,
  place: { readonly port: number; readonly portFile: string },
): Promise<ServedWindow> {
  try {
    return await shell.node.serveWindow({
      ...place,
      accept: (transport) => {
        node.accept(transport);
      },
    });
  } catch (error) {
    await node.stop();
    throw error instanceof AppError
      ? new AppError(error.code, { ...error.params, flag: 'ui-port' }, error)
      : error;
  }
}

export function defineNodeOptions(command: Command): Command {
  return defineSettings(command).addOption(passwordStdinOption());
}

/** The settings that have a flag. */
export function defineSettings(command: Command): Command {
  return command
    .option('--host <address>', 'where to listen')
    .option('--port <number>', 'port to listen on')
    .option('--public-ip <address>', 'what to tell others')
    .option('--config <file>', 'settings file');
}

/** The flags of the node, under the names the settings have in config.conf. */
export function nodeFlags({ host, port, publicIp, config }: NodeCommandOptions): Record<string, string> {
  const flags = { host, port, public_ip: publicIp, config };
  return Object.fromEntries(
    Object.entries(flags).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

interface Announcement {
  readonly asJson: boolean;
  /** Of the window, when it is served. */
  readonly url: string | undefined;
}

async function runUntilStopped(shell: Shell, node: RunningNode, how: Announcement): Promise<void> {
  const { asJson, url } = how;
  const stopped = new Promise<void>((resolve) => {
    node.onStopped(resolve);
  });
  const client = new ContractClient(node.connect());
  const releases = [
    stopOnInterrupt(shell, node),
    // What a stopping node says of its state is no news.
    shell.onInterrupt(() => {
      client.close();
    }),
  ];
  try {
    const { state } = await client.hello;
    if (url !== undefined && !asJson)
      print(shell.output, ['Open this in a browser on this machine; it works once:', url]);
    if (state === 'empty' && url === undefined) {
      await node.stop();
      throw new AppError('IDENTITY_MISSING');
    }
    releases.push(stopWhenBroken(shell, node));
    await announce(shell, node, client, how);
    let told: NodeState = state;
    client.onState((next) => {
      // One JSON document was promised, and it has been printed.
      if (next === told || asJson) return;
      told = next;
      announce(shell, node, client, how).catch(() => undefined);
    });
    await stopped;
  } finally {
    for (const release of releases) release();
  }
}

/** The first interrupt stops in order, and at once when that takes too long; so does the second. */
export function stopOnInterrupt(shell: Shell, node: RunningNode): () => void {
  let isStopping = false;
  let patience = (): void => undefined;
  const release = shell.onInterrupt(() => {
    if (isStopping) shell.quitHard(EXIT.interrupted);
    isStopping = true;
    // What goes wrong while stopping is in the log; the process ends either way.
    node.stop().catch(() => {
      shell.quitHard(EXIT.failed);
    });
    print(shell.errors, ['Stopping. Ctrl+C again quits at once.']);
    patience = shell.after(STOP_WITHIN_MS, () => {
      print(shell.errors, ['The node did not stop in time. Quitting at once; nothing it stored is lost.']);
      shell.quitHard(EXIT.failed);
    });
  });
  return () => {
    patience();
    release();
  };
}

/** A node nobody looks at must not stay locked: what watches over it (systemd) starts a process that failed again. */
function stopWhenBroken(shell: Shell, node: RunningNode): () => void {
  let patience = (): void => undefined;
  node.onBroken(() => {
    const text =
      'A part of this node ended by itself; nothing it stored is lost, and the log says more. Quitting.';
    print(shell.errors, foldedFor(shell.errors, [text]));
    const quit = () => {
      shell.quitHard(EXIT.failed);
    };
    patience = shell.after(STOP_WITHIN_MS, quit);
    node.stop().then(quit, quit);
  });
  return () => {
    patience();
  };
}

async function announce(
  shell: Shell,
  node: RunningNode,
  client: ContractClient,
  { asJson, url }: Announcement,
): Promise<void> {
  const window = url === undefined ? {} : { url };
  if (client.state !== 'open') {
    const lines =
      client.state === 'empty' ? [] : [`The node is locked and waits. Open it with ${hint('unlock')}.`];
    const told = asJson
      ? [JSON.stringify({ state: client.state, ...window })]
      : foldedFor(shell.output, lines);
    print(shell.output, told);
    return;
  }
  const self = await client.call('self', {});
  const value = {
    state: 'open',
    listening: node.listening,
    fingerprint: self.fingerprint,
    link: self.link,
    ...window,
  };
  const lines = [
    node.listening === null
      ? 'The node runs, but does not listen.'
      : `Listening on ${safeLine(node.listening)}`,
    `Fingerprint  ${groupsOfFive(self.fingerprint)}`,
    `Link         ${safeLine(self.link)}`,
    ...(self.addresses.length === 0 ? [WITHOUT_ADDRESS, howToBeReached(self)] : []),
    'Ctrl+C stops the node.',
  ];
  print(shell.output, asJson ? [JSON.stringify(value)] : foldedFor(shell.output, lines));
}
