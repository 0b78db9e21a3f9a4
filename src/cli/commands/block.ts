// kith block: nothing in or out any more, for a contact or somebody who asks to become one.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow } from '../../contract/values.js';
import { type ApprovalOptions, confirmPerson } from '../confirm-digits.js';
import { findByName } from '../find-contact.js';
import { findRequest } from '../find-request.js';
import { addCommand, argument } from '../program-options.js';
import { listContacts, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

export function addBlockCommand(program: Command, shell: Shell): void {
  addCommand<ApprovalOptions>(program, shell, {
    syntax: 'block <name>',
    group: 'People:',
    summary: 'block a contact or the sender of a request; no word of it is sent',
    example: 'block Mallory',
    define: (command) => command.option('--yes', 'do not ask'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const name = await block(shell, client, argument(args, 0), options);
        return {
          value: { blocked: name },
          lines: [
            `${safeLine(name)} is blocked. No word of it is sent: a contact’s node finds out, when it calls, that you take nothing from it.`,
          ],
        };
      }),
  });
}

async function block(
  shell: Shell,
  client: ContractClient,
  typed: string,
  options: ApprovalOptions,
): Promise<string> {
  const contact = await contactNamed(client, typed);
  const person = contact ?? (await findRequest(client, typed, options).catch(nobody));
  await confirmPerson(shell, person, `Block ${safeLine(person.name)}?`, options);
  if (contact) await client.call('blockContact', { contactId: contact.id });
  else await client.call('blockRequest', { requestId: person.id });
  return person.name;
}

/** @throws AppError NOT_FOUND for contacts and requests alike */
function nobody(error: unknown): never {
  throw AppError.is(error, 'NOT_FOUND')
    ? new AppError('NOT_FOUND', { ...error.params, what: 'person' })
    : error;
}

async function contactNamed(client: ContractClient, typed: string): Promise<ContactRow | undefined> {
  try {
    return findByName(await listContacts(client), typed);
  } catch (error) {
    if (AppError.is(error, 'NOT_FOUND')) return undefined;
    throw error;
  }
}
