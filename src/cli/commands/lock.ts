import type { Command } from 'commander';
import type { ContractClient } from '../../contract/client.js';
import { addCommand, type GlobalOptions } from '../program-options.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';

type Options = GlobalOptions & { readonly screen?: true };

/** kith lock: closes links, listener and database of the running node and forgets its keys; or, for the screen, only asks. */
export function addLockCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'lock',
    group: 'Lock and password:',
    summary: 'lock the node: it disconnects and forgets its keys until unlocked',
    example: 'lock',
    define: (command) =>
      command.option('--screen', 'hide everything until unlocked, and go on receiving meanwhile'),
    run: ({ options }) => (options.screen ? lockScreen(shell, options) : lock(shell, options)),
  });
}

function lockScreen(shell: Shell, options: Options) {
  return withNode(shell, options, async (client) => {
    await client.call('lockScreen', {});
    return {
      value: { state: 'locked' },
      lines: ['Screen locked. Messages go on arriving; they are shown once you unlock.'],
    };
  });
}

/** Whatever was locked before, the keys are forgotten afterwards. */
function lock(shell: Shell, options: Options) {
  const use = async (client: ContractClient) => {
    await client.call('lock', {});
    return { value: { state: 'locked' }, lines: ['Locked. Contacts keep what they send until you unlock.'] };
  };
  return withNode(shell, options, use, true);
}
