// kith passwd: changes the password, through the node when one runs, else directly in the vault.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { Secret } from '../../base/secret.js';
import { isPrompted, needPassword, needReplacement, type PasswordOptions, whileAsking } from '../password.js';
import { addCommand, type GlobalOptions, passwordStdinOption } from '../program-options.js';
import { EXIT } from '../exit-codes.js';
import { hint } from '../program-name.js';
import { foldedFor } from '../prose.js';
import { Refusal } from '../refusal.js';
import { withNode } from '../session.js';
import { print, type Shell } from '../shell.js';
import { errorSentence } from '../words.js';

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
      await whileAsking(shell, options, () => changePassword(shell, options));
      return {
        value: { changed: true },
        lines: ['The password is changed. The old one opens nothing on this disk any more.'],
      };
    },
  });
}

async function changePassword(shell: Shell, options: Options): Promise<void> {
  try {
    await withNode(shell, options, (client) =>
      changeUntilRight(shell, options, async ({ password, newPassword }) => {
        await client.call('changePassword', {
          password: password.reveal(),
          newPassword: newPassword.reveal(),
        });
      }),
    );
  } catch (error) {
    if (AppError.is(error, 'NODE_LOCKED')) throw new Refusal('NODE_LOCKED', whenLocked(), EXIT.locked);
    // Also thrown when a running node goes away midway; the vault's own lock keeps the two from meeting.
    if (!AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
    const home = shell.node.resolveHome(options.home, shell.env);
    await changeUntilRight(shell, options, (change) =>
      shell.node.changePasswordOffline({ home, env: shell.env, ...change }),
    );
  }
}

type Changing = (change: Change) => Promise<void>;

/** Who mistypes the current password is asked for that one alone: it is checked when all is known. */
async function changeUntilRight(shell: Shell, options: Options, change: Changing): Promise<void> {
  const askCurrent = () => needPassword(shell, options, { question: 'Current password: ' });
  let password = await askCurrent();
  const newPassword = await needReplacement(shell);
  for (;;) {
    try {
      await change({ password, newPassword });
      return;
    } catch (error) {
      if (!isPrompted(shell, options) || !AppError.is(error, 'PASSWORD_WRONG')) throw error;
      print(shell.output, foldedFor(shell.output, [errorSentence(error)]));
      password = await askCurrent();
    }
  }
}

function whenLocked(): string {
  return `A locked node takes nothing but the password that opens it. Open it with ${hint('unlock')} first, or stop it and change the password then.`;
}
