// kith approve: accepts a request after its digits were approved.

import { asArgument, hint } from '../program-name.js';
import type { Command } from 'commander';
import type { ContractClient } from '../../contract/client.js';
import type { RequestRow } from '../../contract/values.js';
import { earlierKeysLines } from '../earlier-keys.js';
import { type ApprovalOptions, confirmDigits } from '../confirm-digits.js';
import { findRequest } from '../find-request.js';
import { addCommand, argument } from '../program-options.js';
import { withNode } from '../session.js';
import { foldedFor } from '../prose.js';
import { print, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';
import { describeRequest } from './requests.js';

interface Options extends ApprovalOptions {
  readonly name?: string;
}

export function addApproveCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'approve <request>',
    group: 'People:',
    summary: 'accept a request, by its number, name or id',
    example: 'approve 1 --name Bob',
    define: (command) =>
      command
        .option('--name <name>', 'what you call them')
        .option('--yes', 'approve the digits without being asked')
        .option('--fingerprint <digits>', 'approve only if the digits are these'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const request = await findRequest(client, argument(args, 0), options);
        const { value, lines } = await approve(shell, client, request, options);
        const name = asArgument(safeLine(options.name ?? request.name));
        return { value, lines: [...lines, `Write with ${hint(`chat ${name}`)}.`] };
      }),
  });
}

export async function approve(shell: Shell, client: ContractClient, request: RequestRow, options: Options) {
  const name = safeLine(options.name ?? request.name);
  if (options.json !== true)
    print(
      shell.output,
      foldedFor(shell.output, [
        `${safeLine(request.name)} asks to be your contact.`,
        ...describeRequest(request),
      ]),
    );
  await confirmDigits(shell, request.fingerprint, options);
  const { contactId } = await client.call('approveRequest', {
    requestId: request.id,
    contactId: shell.newId(),
    name: options.name ?? '',
  });
  const earlier = request.replaces ? await earlierKeysLines(client, contactId) : [];
  return { value: { contactId }, lines: [`${name} is now your contact.`, ...earlier] };
}
