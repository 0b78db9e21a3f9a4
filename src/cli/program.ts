// The command line: every command, one error path, one exit status.

import { Command, CommanderError } from 'commander';
import { addAcceptCommand } from './commands/accept.js';
import { addAddCommand } from './commands/add.js';
import { addApproveCommand } from './commands/approve.js';
import { addBelieveCommand } from './commands/believe.js';
import { addBlockCommand } from './commands/block.js';
import { addChatCommand } from './commands/chat.js';
import { addConfigCommand } from './commands/config.js';
import { addContactsCommand } from './commands/contacts.js';
import { addDeclineCommand } from './commands/decline.js';
import { addHistoryCommand } from './commands/history.js';
import { addIdCommand } from './commands/id.js';
import { addInitCommand } from './commands/init.js';
import { addLockCommand } from './commands/lock.js';
import { addNodeCommand } from './commands/node.js';
import { addPasswdCommand } from './commands/passwd.js';
import { addOffersCommand } from './commands/offers.js';
import { addPrivacyCommand } from './commands/privacy.js';
import { addRemoveCommand } from './commands/remove.js';
import { addRenameCommand } from './commands/rename.js';
import { addRequestsCommand } from './commands/requests.js';
import { addSearchCommand } from './commands/search.js';
import { addSendFileCommand } from './commands/send-file.js';
import { addSendNewVersionCommand } from './commands/send-new-version.js';
import { addSendCommand } from './commands/send.js';
import { addStartCommand } from './commands/start.js';
import { addStatusCommand } from './commands/status.js';
import { addStorageCommand } from './commands/storage.js';
import {
  addCancelCommand,
  addDeleteFileCommand,
  addPauseCommand,
  addResumeCommand,
  addTransfersCommand,
} from './commands/transfers.js';
import { addUnblockCommand } from './commands/unblock.js';
import { addUnlockCommand } from './commands/unlock.js';
import { addVerifyCommand } from './commands/verify.js';
import { addWithdrawCommand } from './commands/withdraw.js';
import { EXIT, EXIT_HELP } from './exit-codes.js';
import { calledAs, example } from './program-name.js';
import { foldedFor } from './prose.js';
import { failureOf } from './refusal.js';
import { print, type Shell } from './shell.js';
import { usageSentence } from './usage-words.js';

const COMMANDS = [
  addInitCommand,
  addStartCommand,
  addNodeCommand,
  addIdCommand,
  addAddCommand,
  addRequestsCommand,
  addApproveCommand,
  addDeclineCommand,
  addContactsCommand,
  addVerifyCommand,
  addRenameCommand,
  addBelieveCommand,
  addBlockCommand,
  addUnblockCommand,
  addRemoveCommand,
  addSendCommand,
  addHistoryCommand,
  addSearchCommand,
  addChatCommand,
  addWithdrawCommand,
  addSendFileCommand,
  addSendNewVersionCommand,
  addOffersCommand,
  addAcceptCommand,
  addTransfersCommand,
  addPauseCommand,
  addResumeCommand,
  addCancelCommand,
  addDeleteFileCommand,
  addStorageCommand,
  addStatusCommand,
  addLockCommand,
  addUnlockCommand,
  addPasswdCommand,
  addPrivacyCommand,
  addConfigCommand,
];

/** Runs `kith` with these arguments (without the program's name) and returns its exit status. Never throws. */
export async function runCommandLine(args: readonly string[], shell: Shell): Promise<number> {
  calledAs({ npmCommand: shell.env['npm_command'], home: homeIn(args), args });
  const program = createProgram(shell);
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return report(error, args, { shell, program });
  }
}

/** The hints name the home the person named. */
function homeIn(args: readonly string[]): string | undefined {
  const at = args.indexOf('--home');
  return at === -1 ? args.find((arg) => arg.startsWith('--home='))?.slice('--home='.length) : args[at + 1];
}

export function createProgram(shell: Shell): Command {
  const program = new Command('kith');
  program
    .description('A messenger without a service behind it: your own node, your own people.')
    .option(
      '--home <dir>',
      "the directory with everything a node owns (default: this system's per-user directory)",
    )
    .option('--json', 'one JSON document on standard output, errors as JSON on standard error')
    .addHelpText('after', () => `\n${foldedFor(shell.output, BEGINNING()).join('\n')}\n\n${EXIT_HELP}`)
    .configureHelp({ showGlobalOptions: true, subcommandTerm: termOf })
    .helpCommand(false)
    .helpOption('-h, --help', 'show this help')
    .configureOutput({
      writeOut: (text) => shell.output.write(text),
      writeErr: (text) => shell.errors.write(text),
      // Told by `report`, once, in the form that was asked for.
      outputError: () => undefined,
    })
    .exitOverride();
  // Commands made from here on inherit the settings above.
  for (const add of COMMANDS) add(program, shell);
  return program;
}

/** Name and arguments; that there are options says the command's own help. */
function termOf(command: Command): string {
  const args = command.registeredArguments.map((given) => {
    const name = given.variadic ? `${given.name()}...` : given.name();
    return given.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...args].join(' ');
}

const BEGINNING = () => [
  `To begin: \`${example('start')}\` makes your identity and runs your node, \`${example('id')}\` shows the link to give to friends, \`${example('add ADDRESS')}\` adds one. Each command has --help with its options and an example.`,
  '',
  'A name can be cut short as long as it means one person: Bo for Bob. The beginning of an id, from 8 characters on, means its owner too.',
];

interface Run {
  readonly shell: Shell;
  readonly program: Command;
}

function report(error: unknown, args: readonly string[], { shell, program }: Run): number {
  if (error instanceof CommanderError) return reportUsage(error, args, { shell, program });
  const { exitCode, ...told } = failureOf(error);
  printFailure(told, args, shell);
  return exitCode;
}

function reportUsage(error: CommanderError, args: readonly string[], { shell, program }: Run): number {
  if (error.exitCode === 0) return EXIT.ok;
  // Commander printed the help instead of an error.
  if (error.code === 'commander.help') return EXIT.usage;
  const help = [...commandIn(args, program), '--help'].join(' ');
  const text = `${usageSentence(error.message)}\nSee \`${example(help)}\`.`;
  printFailure({ code: 'USAGE', params: {}, text }, args, shell);
  return EXIT.usage;
}

/** The names of the command the arguments begin with, as far as there is one. */
function commandIn(args: readonly string[], { commands }: Command): string[] {
  const at = args.findIndex((arg, index) => !arg.startsWith('-') && args[index - 1] !== '--home');
  const command = commands.find((known) => known.name() === args[at]);
  return command ? [command.name(), ...commandIn(args.slice(at + 1), command)] : [];
}

function printFailure(
  told: { code: string; params: object; text: string },
  args: readonly string[],
  shell: Shell,
): void {
  const asJson = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes('--json');
  print(shell.errors, asJson ? [JSON.stringify({ error: told })] : foldedFor(shell.errors, [told.text]));
}
