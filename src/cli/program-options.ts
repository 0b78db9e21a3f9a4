// Options every command takes, and how a command answers: one JSON document or lines for a person.

import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { example as exampleOf } from './program-name.js';
import { foldedFor } from './prose.js';
import { print, type Shell } from './shell.js';

/** Where a node looks for its settings: what --config names, else this file in its home. */
export function settingsFile(shell: Shell, options: GlobalOptions & { readonly config?: string }): string {
  return options.config ?? join(shell.node.resolveHome(options.home, shell.env), 'config.conf');
}

export interface GlobalOptions {
  readonly home?: string;
  readonly json?: boolean;
}

/** Headings of `kith --help`, in their order there. */
type CommandGroup = 'Your node:' | 'People:' | 'Messages:' | 'Files:' | 'Lock and password:' | 'Settings:';

interface Answer {
  /** For `--json`. */
  readonly value: unknown;
  /** For a person; already safe to print. */
  readonly lines: readonly string[];
}

/** Adds `kith NAME …` whose action answers, or prints by itself and returns nothing. */
export function addCommand<Options extends GlobalOptions>(
  program: Command,
  shell: Shell,
  { syntax, group, summary, example, define = () => undefined, run }: CommandDefinition<Options>,
): void {
  const command = program.command(syntax).summary(summary).description(sentence(summary));
  define(command);
  command
    .helpGroup(group)
    .addHelpText('after', `\nExample:\n  ${exampleOf(example)}`)
    .action(async (...given: unknown[]) => {
      const options: Options = command.optsWithGlobals();
      // Commander passes the declared arguments first, then the options and the command.
      const answer = await run({ args: given.slice(0, -2) as Argument[], options });
      if (!answer) return;
      if (options.json === true) print(shell.output, [JSON.stringify(answer.value, null, 2)]);
      else print(shell.output, foldedFor(shell.output, answer.lines));
    });
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

/** A word, the words of a variadic argument, or nothing for an optional one. */
type Argument = string | readonly string[] | undefined;

interface CommandDefinition<Options extends GlobalOptions> {
  /** Name and arguments as commander reads them. */
  readonly syntax: string;
  readonly group: CommandGroup;
  readonly summary: string;
  /** Without the program's name. */
  readonly example: string;
  readonly define?: (command: Command) => void;
  readonly run: (invocation: { args: readonly Argument[]; options: Options }) => Promise<Answer | undefined>;
}

/** The argument at `index`, words of a variadic one joined by spaces, '' when absent. */
export function argument(args: readonly Argument[], index: number): string {
  const given = args[index];
  return typeof given === 'string' ? given : (given ?? []).join(' ');
}

export function passwordStdinOption(): Option {
  return new Option('--password-stdin', 'read the password from the first line of standard input');
}
