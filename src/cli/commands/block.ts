// kith block: nothing in or out any more, for a contact or somebody who asks to become one.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import { findByName, findByNumberOrName } from '../find-contact.js';
import { addCommand, argument } from '../program-options.js';
import { listContacts, listRequests, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

export function addBlockCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'block <name>',
    group: 'People:',
    summary: 'block a contact or the sender of a request; they are not told',
    example: 'block Mallory',
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const name = await block(client, argument(args, 0));
        return { value: { blocked: name }, lines: [`${safeLine(name)} is blocked and is not told.`] };
      }),
  });
}

async function block(client: ContractClient, typed: string): Promise<string> {
  try {
    const contact = findByName(await listContacts(client), typed);
    await client.call('blockContact', { contactId: contact.id });
    return contact.name;
  } catch (error) {
    if (!AppError.is(error, 'NOT_FOUND')) throw error;
  }
  const request = findByNumberOrName(await listRequests(client), typed, 'request');
  await client.call('blockRequest', { requestId: request.id });
  return request.name;
}
