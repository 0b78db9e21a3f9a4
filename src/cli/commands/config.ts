// kith config: what can be set, whether a file is right, and where each value in force comes from.

import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { Refusal } from '../refusal.js';
import { edgeOf, type Shell } from '../shell.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';
import { errorSentence } from '../words.js';
import { defineNodeOptions, type NodeCommandOptions, nodeFlags } from './node.js';

/** In the home, unless --config names another. */
const CONFIG_FILE = 'config.conf';

export function addConfigCommand(program: Command, shell: Shell): void {
  const group = program
    .command('config')
    .helpGroup('Settings:')
    .summary('make, check and show settings')
    .description('make, check and show settings');
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
      const [first] = errors;
      if (errors.length === 1 && first) throw first;
      throw new Refusal('USAGE', errors.map(errorSentence).join('\n'), EXIT.usage);
    },
  });
}

function addShow(group: Command, shell: Shell): void {
  addCommand<NodeCommandOptions>(group, shell, {
    syntax: 'show',
    group: 'Settings:',
    summary: 'show the settings in force and where each comes from',
    example: 'config show --config config.conf',
    define: (command) => defineNodeOptions(command),
    run: ({ options }) => {
      const home = shell.node.resolveHome(options.home, shell.env);
      const { config: file = join(home, CONFIG_FILE), ...flags } = nodeFlags(options);
      const rows = shell.node.config.show(file, shell.env, flags);
      const cells = rows.map(({ section, key, value, source }) =>
        [`${section}.${key}`, value ?? '', source].map((cell) => safeLine(cell)),
      );
      return Promise.resolve({
        value: rows,
        lines: table(['KEY', 'VALUE', 'FROM'], cells, edgeOf(shell.output)),
      });
    },
  });
}
