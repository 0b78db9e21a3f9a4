// kith init: makes an identity, and never over another one.

import { hint } from '../program-name.js';
import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { Secret } from '../../base/secret.js';
import type { SelfValue } from '../../contract/values.js';
import { askLine } from '../ask.js';
import { groupsOfFive } from '../fingerprint.js';
import { isPrompted, needNewPassword, type PasswordOptions, whileAsking } from '../password.js';
import { addCommand, type GlobalOptions, passwordStdinOption } from '../program-options.js';
import { foldedFor } from '../prose.js';
import { isInteractive, print, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';
import { errorSentence } from '../words.js';

interface Options extends GlobalOptions, PasswordOptions {
  readonly name?: string;
}

export function addInitCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'init',
    group: 'Your node:',
    summary: 'make your identity in this home',
    example: 'init --name Alice',
    define: (command) => command.option('--name <name>', 'what others see').addOption(passwordStdinOption()),
    run: async ({ options }) => {
      const home = shell.node.resolveHome(options.home, shell.env);
      const self = await whileAsking(shell, options, async () => {
        await shell.node.refuseEarly({ home, flags: {}, env: shell.env }, 'init');
        return askIdentity(shell, options, (name, password) =>
          shell.node.createIdentity({ home, name, password, flags: {}, env: shell.env }),
        );
      });
      return { value: self, lines: welcome(self) };
    },
  });
}

/** Asks for what is missing and calls `create` until the password is good enough. */
export async function askIdentity(
  shell: Shell,
  options: Options,
  create: Creating['create'],
): Promise<SelfValue> {
  const name = options.name ?? (await askName(shell));
  // A question that is answered in the open shows what is typed after it, too.
  return whileAsking(shell, options, () => createUntilGood(shell, options, { name, create }));
}

interface Creating {
  readonly name: string;
  readonly create: (name: string, password: Secret<string>) => Promise<SelfValue>;
}

async function createUntilGood(
  shell: Shell,
  options: Options,
  { name, create }: Creating,
): Promise<SelfValue> {
  for (;;) {
    const password = await needNewPassword(shell, options, name);
    try {
      return await create(name, password);
    } catch (error) {
      if (!isPrompted(shell, options) || !AppError.is(error, 'PASSWORD_HOPELESS')) throw error;
      print(shell.output, foldedFor(shell.output, [errorSentence(error)]));
    }
  }
}

async function askName(shell: Shell): Promise<string> {
  if (!isInteractive(shell)) throw new AppError('NAME_INVALID', { reason: 'empty' });
  for (;;) {
    const name = await askLine(shell, 'Your name, as others see it: ');
    if (name !== '') return name;
  }
}

function welcome(self: SelfValue): string[] {
  return [
    `Welcome, ${safeLine(self.name)}. Your fingerprint is`,
    '',
    `  ${groupsOfFive(self.fingerprint)}`,
    '',
    'The password cannot be recovered by anybody: keep it somewhere safe.',
    `Next: ${hint('node')} starts your node, ${hint('id')} shows the link to give to friends, ${hint('add ADDRESS')} adds one.`,
  ];
}
