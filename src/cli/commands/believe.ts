import type { Command } from 'commander';
import { addCommand, argument } from '../program-options.js';
import { findContact, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

/** kith believe: takes a contact's word that this node is an older copy, after it was taken too often unasked. */
export function addBelieveCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'believe <name>',
    group: 'People:',
    summary: 'after restoring a backup: let a contact start over with this node again',
    example: 'believe Bob',
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        await client.call('believeContact', { contactId: contact.id });
        return {
          value: { contactId: contact.id },
          lines: [`This node takes the word of ${safeLine(contact.name)} again.`],
        };
      }),
  });
}
