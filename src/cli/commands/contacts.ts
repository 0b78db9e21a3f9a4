import { hint } from '../program-name.js';
import { type Command, Option } from 'commander';
import type { BlockedRow, ContactRow } from '../../contract/values.js';
import { shownId } from '../find-contact.js';
import { groupsOfFive } from '../fingerprint.js';
import { addCommand, type GlobalOptions } from '../program-options.js';
import {
  type FormerConversation,
  listBlockedRequesters,
  listContacts,
  listFormer,
  withNode,
} from '../session.js';
import { edgeOf, type Shell } from '../shell.js';
import { CONTACT_STATE_WORDS, TRUST_WORDS } from '../state-words.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';
import { dayName } from '../when.js';

interface Options extends GlobalOptions {
  readonly blocked?: boolean;
  readonly former?: boolean;
}

/** kith contacts: everybody, with how far they are trusted and what waits for them. */
export function addContactsCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'contacts',
    group: 'People:',
    summary: 'list your contacts',
    example: 'contacts --json',
    define: (command) =>
      command
        .addOption(new Option('--blocked', 'only those you blocked, contacts or not').conflicts('former'))
        .option('--former', 'those you removed and keys of before, of whom something is left to read'),
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const contacts = await listContacts(client);
        if (options.blocked === true) {
          const blocked = contacts.filter(({ state }) => state === 'blocked');
          const requesters = await listBlockedRequesters(client);
          const lines = blockedLines(blocked, requesters, edgeOf(shell.output));
          return { value: { contacts: blocked, requesters }, lines };
        }
        if (options.former === true) {
          const former = await listFormer(client);
          return { value: former.map(documentOf), lines: formerLines(shell, former) };
        }
        return { value: contacts, lines: contactLines(contacts, edgeOf(shell.output)) };
      }),
  });
}

function contactLines(contacts: readonly ContactRow[], edge: number): string[] {
  if (contacts.length === 0)
    return [
      `No contacts yet. Add somebody with ${hint('add ADDRESS')}, or give them what ${hint('id')} prints.`,
    ];
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

function blockedLines(
  contacts: readonly ContactRow[],
  requesters: readonly BlockedRow[],
  edge: number,
): string[] {
  if (contacts.length + requesters.length === 0) return ['Nobody is blocked.'];
  const row = ({ name, fingerprint }: ContactRow | BlockedRow, what: string) => [
    safeLine(name),
    what,
    groupsOfFive(fingerprint),
  ];
  return table(
    ['NAME', 'BLOCKED AS', 'DIGITS'],
    [
      ...contacts.map((contact) => row(contact, 'contact')),
      ...requesters.map((requester) =>
        row(requester, requester.wasContact ? 'contact you removed' : 'somebody who asked'),
      ),
    ],
    edge,
  );
}

function documentOf({ conversationId, name, nodeIdText, successorId, lastAt }: FormerConversation) {
  return { conversationId, name, nodeIdText, successorId, lastAt };
}

function formerLines(shell: Shell, former: readonly FormerConversation[]): string[] {
  if (former.length === 0) return ['Nothing is left of anybody else.'];
  const lines = table(
    ['NAME', 'NOW', 'LAST', 'ID'],
    former.map(({ name, successorId, lastAt, nodeIdText }) => [
      safeLine(name),
      successorId === null ? 'removed' : 'has another key',
      dayName(lastAt, shell.timeZone),
      shownId(nodeIdText),
    ]),
    edgeOf(shell.output),
  );
  return [
    ...lines,
    `${hint('history ID')} shows what was said, ${hint('remove ID --delete-history')} deletes it.`,
  ];
}
