// kith passwd: changes the password, through the node when one runs, else directly in the vault.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { Secret } from '../../base/secret.js';
import { needPassword, needReplacement, type PasswordOptions } from '../password.js';
import { addCommand, type GlobalOptions, passwordStdinOption } from '../program-options.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';

type Options = GlobalOptions & PasswordOptions;

interface Change {
  readonly password: Secret<string>;
  readonly newPassword: Secret<string>;
}

export function addPasswdCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'passwd',
    group: 'Lock and password:',
    summary: 'change the password',
    example: 'passwd',
    define: (command) => command.addOption(passwordStdinOption()),
    run: async ({ options }) => {
      const change = async (): Promise<Change> => ({
        password: await needPassword(shell, options, 'Current password: '),
        newPassword: await needReplacement(shell),
      });
      await changePassword(shell, options, change);
      return {
        value: { changed: true },
        lines: ['The password is changed. The old one opens nothing on this disk any more.'],
      };
    },
  });
}

async function changePassword(shell: Shell, options: Options, ask: () => Promise<Change>): Promise<void> {
  try {
    await withNode(shell, options, async (client) => {
      const { password, newPassword } = await ask();
      await client.call('changePassword', { password: password.reveal(), newPassword: newPassword.reveal() });
    });
  } catch (error) {
    // Also thrown when a running node goes away midway; the vault's own lock keeps the two from meeting.
    if (!AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
    const home = shell.node.resolveHome(options.home, shell.env);
    await shell.node.changePasswordOffline({ home, env: shell.env, ...(await ask()) });
  }
}
