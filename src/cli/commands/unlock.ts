import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import { needPassword, type PasswordOptions, whileAsking } from '../password.js';
import { addCommand, type GlobalOptions, passwordStdinOption } from '../program-options.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';

type Options = GlobalOptions & PasswordOptions;

/** kith unlock: opens a locked node; an open one stays as it is. */
export function addUnlockCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'unlock',
    group: 'Lock and password:',
    summary: 'unlock the running node',
    example: 'unlock',
    define: (command) => command.addOption(passwordStdinOption()),
    run: ({ options }) => {
      const unlock = async (client: ContractClient) => {
        if (client.state === 'empty') throw new AppError('IDENTITY_MISSING');
        if (client.state === 'open')
          return { value: { state: 'open' }, lines: ['The node is open already.'] };
        const password = await needPassword(shell, options);
        await client.call('unlock', { password: password.reveal() });
        return { value: { state: 'open' }, lines: ['Unlocked.'] };
      };
      return whileAsking(shell, options, () => withNode(shell, options, unlock, true));
    },
  });
}
