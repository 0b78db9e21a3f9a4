import type { Command } from 'commander';
import { addCommand, argument } from '../program-options.js';
import { findContact, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

/** kith rename: what the owner calls a contact; the contact does not learn it. */
export function addRenameCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'rename <name> <new-name>',
    group: 'People:',
    summary: 'call a contact by another name, just for yourself',
    example: 'rename Bob "Bob from work"',
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        const name = argument(args, 1);
        await client.call('renameContact', { contactId: contact.id, name });
        return {
          value: { contactId: contact.id, name },
          lines: [`${safeLine(contact.name)} is now called ${safeLine(name)}.`],
        };
      }),
  });
}
