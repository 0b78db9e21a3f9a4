// kith config: what can be set, whether a file is right, and what the next start would use.

import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { addCommand, argument, type GlobalOptions, settingsFile } from '../program-options.js';
import { Refusal } from '../refusal.js';
import { edgeOf, type Shell } from '../shell.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';
import { configMistake } from '../words.js';
import { ContractClient } from '../../contract/client.js';
import type { StatusValue } from '../../contract/values.js';
import { AppError } from '../../base/app-error.js';
import { hint } from '../program-name.js';
import { ago } from '../when.js';
import { defineSettings, type NodeCommandOptions, nodeFlags } from './node.js';

export function addConfigCommand(program: Command, shell: Shell): void {
  const group = program
    .command('config')
    .helpGroup('Settings:')
    .summary('make, check and show settings')
    .description('Make, check and show settings.')
    .helpCommand(false);
  addGenerate(group, shell);
  addValidate(group, shell);
  addShow(group, shell);
}

function addGenerate(group: Command, shell: Shell): void {
  addCommand(group, shell, {
    syntax: 'generate',
    group: 'Settings:',
    summary: 'print a settings file with every setting and its default',
    example: 'config generate > config.conf',
    run: () => {
      const text = shell.node.config.generate();
      return Promise.resolve({ value: { text }, lines: [text.trimEnd()] });
    },
  });
}

function addValidate(group: Command, shell: Shell): void {
  addCommand<GlobalOptions>(group, shell, {
    syntax: 'validate <file>',
    group: 'Settings:',
    summary: 'check a settings file',
    example: 'config validate config.conf',
    run: ({ args }) => {
      const file = argument(args, 0);
      const errors = shell.node.config.validate(file);
      if (errors.length === 0)
        return Promise.resolve({ value: { valid: true }, lines: [`${safeLine(file)} is fine.`] });
      throw mistakesIn(safeLine(file), errors);
    },
  });
}

/** All of them, in the order of the file; where the file itself is the mistake, just that. */
function mistakesIn(file: string, errors: readonly AppError[]): AppError | Refusal {
  const inOrder = errors.toSorted((a, b) => Number(a.params['line'] ?? 0) - Number(b.params['line'] ?? 0));
  const [first] = inOrder;
  if (first && AppError.is(first, 'ACCESS_DENIED')) return first;
  const text = [
    `${file} is not valid:`,
    ...inOrder.map((error) => `  ${configMistake(error)}`),
    `${hint('config generate')} shows every setting.`,
  ].join('\n');
  return new Refusal('CONFIG_INVALID', text, EXIT.usage, { ...first?.params, mistakes: errors.length });
}

function addShow(group: Command, shell: Shell): void {
  addCommand<NodeCommandOptions>(group, shell, {
    syntax: 'show',
    group: 'Settings:',
    summary: 'show the settings of the next start, and where each comes from',
    example: 'config show --config config.conf',
    define: (command) => defineSettings(command),
    run: async ({ options }) => {
      const home = shell.node.resolveHome(options.home, shell.env);
      const { config: _, ...flags } = nodeFlags(options);
      const rows = shell.node.config.show(settingsFile(shell, options), shell.env, flags);
      const cells = rows.map(({ section, key, value, source }) =>
        [`${section}.${key}`, value ?? '', source].map((cell) => safeLine(cell)),
      );
      const lines = table(['KEY', 'VALUE', 'FROM'], cells, edgeOf(shell.output));
      return { value: rows, lines: [...lines, ...(await runningLines(shell, home))] };
    },
  });
}

/** A node that runs has read its settings before, perhaps others. */
async function runningLines(shell: Shell, home: string): Promise<string[]> {
  try {
    const client = new ContractClient(await shell.node.connectToNode(home));
    try {
      const { startedAt, listening }: StatusValue = await client.call('status', {});
      const where = listening === null ? 'does not listen' : `listens on ${safeLine(listening)}`;
      return [
        '',
        `This is what the next start would use. Your node was started ${ago(startedAt, shell)} and ${where}.`,
      ];
    } finally {
      client.close();
    }
  } catch (error) {
    if (AppError.is(error, 'NODE_NOT_RUNNING')) return [];
    throw error;
  }
}
