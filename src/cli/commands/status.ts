// kith status: who reaches this node, whom it reaches, what waits and why, in words.

import type { Command } from 'commander';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, LinkRow, StatusValue } from '../../contract/values.js';
import { addCommand } from '../program-options.js';
import { listContacts, snapshot, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { linkSentence } from '../state-words.js';
import { systemSentence } from '../system-words.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';
import { ago, count } from '../when.js';

type Clock = Pick<Shell, 'now' | 'timeZone'>;

export function addStatusCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'status',
    summary: 'how your node is doing, and what waits for whom',
    example: 'kith status --json',
    run: ({ options }) => withNode(shell, options, (client) => reportStatus(client, shell), true),
  });
}

export async function reportStatus(client: ContractClient, clock: Clock) {
  const status = await client.call('status', {});
  if (status.state !== 'open') return { value: { status }, lines: closedLines(status) };
  const contacts = await listContacts(client);
  const { rows: links } = await snapshot(client, 'links', {});
  return { value: { status, contacts, links }, lines: statusLines(status, contacts, links, clock) };
}

function closedLines({ state }: StatusValue): string[] {
  return state === 'locked'
    ? ['The node is locked: it is reachable by nobody. Open it with `kith unlock`.']
    : ['The node runs, but has no identity yet. Stop it and make one with `kith init`.'];
}

function statusLines(
  status: StatusValue,
  contacts: readonly ContactRow[],
  links: readonly LinkRow[],
  clock: Clock,
): string[] {
  const byContact = new Map(links.map((link) => [link.contactId, link]));
  const people = contacts
    .filter(({ state }) => state !== 'blocked')
    .map((contact) => [
      safeLine(contact.name),
      contact.queued === 0 ? '' : `${count(contact.queued, 'message')} waiting`,
      contact.state === 'frozen'
        ? 'new key: decide under `kith requests`'
        : linkSentence(byContact.get(contact.id), clock),
    ]);
  return [
    `Node         open, version ${safeLine(status.version)}, started ${ago(status.startedAt, clock)}`,
    `Listening    ${status.listening === null ? 'no; nobody can reach this node' : safeLine(status.listening)}`,
    `Reached by   ${reachedBy(status, clock)}`,
    `Connected    to ${count(status.links, 'node')}`,
    `Queued       ${status.queued === 0 ? 'nothing' : count(status.queued, 'message')}`,
    `Unread       ${count(status.unread, 'message')}`,
    `Requests     ${status.requests === 0 ? 'none' : `${String(status.requests)} waiting: see \`kith requests\``}`,
    ...status.notices.map(
      ({ code, params, at }) =>
        `Notice       ${systemSentence(code, params, 'A contact')} (${ago(at, clock)})`,
    ),
    ...(people.length === 0 ? [] : ['', ...table(['CONTACT', 'QUEUED', 'LINK'], people)]),
  ];
}

function reachedBy({ lastReachedBy }: StatusValue, clock: Clock): string {
  if (lastReachedBy === null) return 'nobody so far; ask a friend to add you, or check your router';
  return `${safeLine(lastReachedBy.name)}, ${ago(lastReachedBy.at, clock)}`;
}
