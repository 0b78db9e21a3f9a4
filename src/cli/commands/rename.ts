import type { Command } from 'commander';
import type { ContactRow } from '../../contract/values.js';
import { addCommand, argument } from '../program-options.js';
import { findContact, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

/** kith rename: what the owner calls a contact; the contact does not learn it. */
export function addRenameCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'rename <name> <new-name>',
    group: 'People:',
    summary: 'call a contact by another name, just for yourself; "" for the name they gave themselves',
    example: 'rename Bob "Bob from work"',
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        const name = argument(args, 1);
        await client.call('renameContact', { contactId: contact.id, name });
        return { value: { contactId: contact.id, name }, lines: [renamed(contact, name)] };
      }),
  });
}

/** Without a name of the owner's, a contact goes by the name they gave themselves. */
function renamed({ name, profileName }: ContactRow, chosen: string): string {
  if (chosen !== '') return `${safeLine(name)} is now called ${safeLine(chosen)}.`;
  const own = safeLine(profileName ?? '');
  return `${safeLine(name)} goes by the name they gave themselves again${own === '' ? '' : `: ${own}`}.`;
}
