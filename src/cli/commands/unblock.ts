import type { Command } from 'commander';
import { findByName } from '../find-contact.js';
import { addCommand, argument } from '../program-options.js';
import { listBlockedRequesters, listContacts, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

/** kith unblock: lets a contact reach this node again, or whoever was blocked while asking ask again. */
export function addUnblockCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'unblock <name>',
    group: 'People:',
    summary: 'let somebody you blocked reach you again',
    example: 'unblock Bob',
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contacts = (await listContacts(client)).filter(({ state }) => state === 'blocked');
        const requesters = await listBlockedRequesters(client);
        const person = findByName([...contacts, ...requesters], argument(args, 0), 'blocked');
        const name = safeLine(person.name);
        if ('state' in person) {
          await client.call('unblockContact', { contactId: person.id });
          return { value: { contactId: person.id }, lines: [`${name} can reach you again.`] };
        }
        await client.call('unblockRequester', { nodeId: person.id });
        return { value: { nodeId: person.id }, lines: [`${name} can ask to be your contact again.`] };
      }),
  });
}
