// kith add: looks a node up, has the owner approve its digits, and only then sends the request.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { CommandResult } from '../../contract/commands.js';
import type { ContactRow } from '../../contract/values.js';
import { type ApprovalOptions, confirmDigits, demandSameDigits } from '../confirm-digits.js';
import { groupsOfFive } from '../fingerprint.js';
import { addCommand, argument } from '../program-options.js';
import { listContacts, withNode } from '../session.js';
import { foldedFor } from '../prose.js';
import { print, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends ApprovalOptions {
  readonly name?: string;
  readonly note?: string;
  readonly replaces?: string;
}

export function addAddCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'add <target>',
    group: 'People:',
    summary: 'add somebody by address or link',
    example: 'add bob.example.org:8443 --name Bob --note "Alice from the choir"',
    define: (command) =>
      command
        .option('--name <name>', 'what you call them')
        .option('--note <text>', 'a line they see with your request')
        .option('--replaces <id>', 'the kith1… id or link they know you by, if you lost that key')
        .option('--yes', 'approve the digits without being asked')
        .option('--fingerprint <digits>', 'approve only if the digits are these'),
    run: ({ args, options }) =>
      withNode(shell, options, (client) => addByTarget(shell, client, argument(args, 0), options)),
  });
}

/** The whole way from a target to a sent request; asks on the terminal where it must. */
export async function addByTarget(shell: Shell, client: ContractClient, target: string, options: Options) {
  const found = await client.call('lookUp', { target });
  if (found.contactId !== null) throw await knownAlready(client, found.contactId);
  if (options.json !== true) print(shell.output, foldedFor(shell.output, describe(found)));
  if (found.fromLink) demandSameDigits(found.fingerprint, options);
  else await confirmDigits(shell, found.fingerprint, options);
  const { nodeId, nodeIdText } = found;
  const { contactId } = await client.call('addContact', {
    id: shell.newId(),
    nodeId,
    address: found.address,
    name: options.name ?? '',
    note: options.note ?? '',
    trust: found.fromLink ? 'link' : 'address',
    ...(options.replaces !== undefined && { replaces: options.replaces }),
  });
  const added = await contactById(client, contactId);
  return {
    value: { contactId, nodeId, nodeIdText, fingerprint: found.fingerprint, reached: found.reached },
    lines: [
      onItsWay(found, added),
      ...(options.replaces === undefined ? [] : [CLAIMED]),
      ...((options.name ?? '') === '' ? [namelessFor(added)] : []),
    ],
  };
}

const CLAIMED =
  'They see which key you had before and decide whether it is you: tell them by another way that it is.';

/** When the request goes out. */
function onItsWay({ reached, address }: CommandResult<'lookUp'>, added: ContactRow | undefined): string {
  if (reached)
    return 'Your request is on its way. You can write as soon as they accept it; what you send until then waits here.';
  if (address === null && (added?.addresses ?? []).length === 0)
    return 'Your request is kept. No address of theirs is known here, so only they can call: it goes out when they do.';
  return 'Their node did not answer yet. Your request is kept and tried again: soon at first, and up to a day apart later.';
}

/** Neither a link nor an address tells a name. */
function namelessFor(added: ContactRow | undefined): string {
  return `Until they tell their name, they are called ${safeLine(added?.name ?? '')} here.`;
}

async function knownAlready(client: ContractClient, contactId: string): Promise<AppError> {
  const known = await contactById(client, contactId);
  return new AppError('CONTACT_EXISTS', {
    name: known?.name ?? '',
    ...(known?.state === 'requested' && { state: known.state }),
  });
}

async function contactById(client: ContractClient, contactId: string): Promise<ContactRow | undefined> {
  return (await listContacts(client)).find(({ id }) => id === contactId);
}

function describe(found: CommandResult<'lookUp'>): string[] {
  return [
    found.reached
      ? `${safeLine(found.address ?? 'Their node')} answered and proved its key. Its fingerprint is`
      : 'The link names the fingerprint',
    '',
    `  ${groupsOfFive(found.fingerprint)}`,
    '',
    ...(found.fromLink ? ['The link carried this identity, so there is nothing to compare.'] : []),
  ];
}
