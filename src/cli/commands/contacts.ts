import type { Command } from 'commander';
import type { ContactRow } from '../../contract/values.js';
import { addCommand } from '../program-options.js';
import { listContacts, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { CONTACT_STATE_WORDS, TRUST_WORDS } from '../state-words.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';

/** kith contacts: everybody, with how far they are trusted and what waits for them. */
export function addContactsCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'contacts',
    summary: 'list your contacts',
    example: 'kith contacts --json',
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const contacts = await listContacts(client);
        return { value: contacts, lines: contactLines(contacts) };
      }),
  });
}

function contactLines(contacts: readonly ContactRow[]): string[] {
  if (contacts.length === 0)
    return ['No contacts yet. Add somebody with `kith add`, or give them what `kith id` prints.'];
  return table(
    ['NAME', 'STATE', 'TRUST', 'QUEUED', 'ADDRESS'],
    contacts.map((contact) => [
      safeLine(contact.name),
      CONTACT_STATE_WORDS[contact.state],
      TRUST_WORDS[contact.trust],
      String(contact.queued),
      safeLine(contact.addresses[0] ?? ''),
    ]),
  );
}
