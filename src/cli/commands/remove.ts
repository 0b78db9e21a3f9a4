import type { Command } from 'commander';
import { type ApprovalOptions, confirm } from '../confirm-digits.js';
import { addCommand, argument } from '../program-options.js';
import { findContact, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends ApprovalOptions {
  readonly deleteHistory?: boolean;
}

/** kith remove: forgets a contact, and what was said only when that is asked for. */
export function addRemoveCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'remove <name>',
    group: 'People:',
    summary: 'remove a contact; what you wrote to each other stays unless you say otherwise',
    example: 'remove Bob --delete-history',
    define: (command) =>
      command.option('--delete-history', 'delete the messages too').option('--yes', 'do not ask'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        const name = safeLine(contact.name);
        const history = options.deleteHistory === true ? 'delete' : 'keep';
        const what = history === 'delete' ? `${name} and every message` : name;
        const kept = contact.state === 'blocked' ? ` ${name} stays blocked: they cannot ask again.` : '';
        await confirm(shell, `Remove ${what}? This cannot be undone.${kept}`, options);
        await client.call('removeContact', { contactId: contact.id, history });
        return { value: { contactId: contact.id, history }, lines: [`${name} was removed.`] };
      }),
  });
}
