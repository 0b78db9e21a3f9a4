import { hint } from '../program-name.js';
import type { Command } from 'commander';
import type { ContactRow } from '../../contract/values.js';
import { addCommand } from '../program-options.js';
import { listContacts, withNode } from '../session.js';
import { edgeOf, type Shell } from '../shell.js';
import { CONTACT_STATE_WORDS, TRUST_WORDS } from '../state-words.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';

/** kith contacts: everybody, with how far they are trusted and what waits for them. */
export function addContactsCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'contacts',
    group: 'People:',
    summary: 'list your contacts',
    example: 'contacts --json',
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const contacts = await listContacts(client);
        return { value: contacts, lines: contactLines(contacts, edgeOf(shell.output)) };
      }),
  });
}

function contactLines(contacts: readonly ContactRow[], edge: number): string[] {
  if (contacts.length === 0)
    return [`No contacts yet. Add somebody with ${hint('add')}, or give them what ${hint('id')} prints.`];
  return table(
    ['NAME', 'STATE', 'TRUST', 'QUEUED', 'ADDRESS'],
    contacts.map((contact) => [
      safeLine(contact.name),
      CONTACT_STATE_WORDS[contact.state],
      TRUST_WORDS[contact.trust],
      String(contact.queued),
      safeLine(contact.addresses[0] ?? ''),
    ]),
    edge,
  );
}
