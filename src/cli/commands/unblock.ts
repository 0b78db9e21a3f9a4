import type { Command } from 'commander';
import { addCommand, argument } from '../program-options.js';
import { findContact, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

/** kith unblock: lets a contact reach this node again. */
export function addUnblockCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'unblock <name>',
    group: 'People:',
    summary: 'let a blocked contact reach you again',
    example: 'unblock Bob',
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        await client.call('unblockContact', { contactId: contact.id });
        return {
          value: { contactId: contact.id },
          lines: [`${safeLine(contact.name)} can reach you again.`],
        };
      }),
  });
}
