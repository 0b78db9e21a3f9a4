import type { Command } from 'commander';
import { addCommand } from '../program-options.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';

/** kith lock: closes links, listener and database of the running node and forgets its keys. */
export function addLockCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'lock',
    group: 'Lock and password:',
    summary: 'lock the node: it disconnects and forgets its keys until unlocked',
    example: 'lock',
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        await client.call('lock', {});
        return {
          value: { state: 'locked' },
          lines: ['Locked. Contacts keep what they send until you unlock.'],
        };
      }),
  });
}
