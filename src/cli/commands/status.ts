// kith status: who reaches this node, whom it reaches, what waits and why, in words.

import { hint } from '../program-name.js';
import type { Command } from 'commander';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, LinkRow, StatusValue } from '../../contract/values.js';
import { addCommand } from '../program-options.js';
import { listContacts, snapshot, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { linkSentence } from '../state-words.js';
import { systemSentence } from '../system-words.js';
import { safeLine } from '../terminal.js';
import { ago, count, until } from '../when.js';
import { clip, displayWidth, padEnd } from '../width.js';
import { errorSentence } from '../words.js';

const MAX_NAME_COLUMNS = 24;

type Clock = Pick<Shell, 'now' | 'timeZone'>;

export function addStatusCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'status',
    group: 'Your node:',
    summary: 'how your node is doing, and what waits for whom',
    example: 'status --json',
    run: ({ options }) =>
      withNode(
        shell,
        options,
        async (client) => {
          const { value, lines } = await reportStatus(client, shell);
          const asked =
            value.status.state === 'open' && value.status.requests > 0
              ? ['', `See ${hint('requests')}.`]
              : [];
          return { value, lines: [...lines, ...asked] };
        },
        true,
      ),
  });
}

export async function reportStatus(client: ContractClient, clock: Clock) {
  const status = await client.call('status', {});
  if (status.state !== 'open') return { value: { status }, lines: closedLines(status) };
  const contacts = await listContacts(client);
  const { rows: links } = await snapshot(client, 'links', {});
  return { value: { status, contacts, links }, lines: statusLines(status, contacts, links, clock) };
}

function closedLines({ state, screenLocked }: StatusValue): string[] {
  if (screenLocked) return [`The screen is locked; messages go on arriving. Open it with ${hint('unlock')}.`];
  return state === 'locked'
    ? [`The node is locked: it is reachable by nobody. Open it with ${hint('unlock')}.`]
    : [`The node runs, but has no identity yet. Stop it and make one with ${hint('init')}.`];
}

function statusLines(
  status: StatusValue,
  contacts: readonly ContactRow[],
  links: readonly LinkRow[],
  clock: Clock,
): string[] {
  return [
    `Node          open, version ${safeLine(status.version)}, started ${ago(status.startedAt, clock)}`,
    `Listening     ${listeningWords(status, clock)}`,
    `Last reached  ${lastReached(status, clock)}`,
    `Connected     to ${count(status.links, 'node')}`,
    `Queued        ${status.queued === 0 ? 'nothing' : count(status.queued, 'message')}`,
    `Unread        ${status.unread === 0 ? 'nothing' : count(status.unread, 'message')}`,
    `Requests      ${status.requests === 0 ? 'none' : count(status.requests, 'person', 'people')}`,
    ...status.notices.map(
      ({ code, params, at }) =>
        `Notice        ${systemSentence(code, params, 'A contact')} (${ago(at, clock)})`,
    ),
    ...peopleLines(contacts, links, clock),
  ];
}

function listeningWords({ listening, notListening }: StatusValue, clock: Clock): string {
  if (listening !== null) return safeLine(listening);
  if (notListening === null) return 'no; nobody can reach this node';
  const { error, nextAttemptAt } = notListening;
  const next = nextAttemptAt === null ? 'trying now' : `next try ${until(nextAttemptAt, clock)}`;
  return `no; nobody can reach this node; ${next}. ${errorSentence(error)}`;
}

/** Each contact with what waits for it and why, and how its link stands. */
function peopleLines(
  contacts: readonly ContactRow[],
  links: readonly LinkRow[],
  clock: Clock,
): readonly string[] {
  const shown = contacts.filter(({ state }) => state !== 'blocked');
  const names = shown.map(({ name }) => clip(safeLine(name), MAX_NAME_COLUMNS));
  const width = Math.max(0, ...names.map(displayWidth));
  const byContact = new Map(links.map((link) => [link.contactId, link]));
  const lines = shown.map((contact, index) => {
    const link = byContact.get(contact.id);
    const standing = `${queuedWords(contact, link)}${linkSentence(link, clock)}`;
    return `${padEnd(names[index] ?? '', width)}  ${standing}`;
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function queuedWords({ queued, state }: ContactRow, link: LinkRow | undefined): string {
  const why =
    state === 'requested'
      ? ' until they accept your request'
      : state === 'frozen'
        ? ' until you decide about their new key'
        : whyHere(link);
  if (queued > 0) return `${count(queued, 'message')} waiting${why}; `;
  if (state === 'requested') return 'your request waits for their answer; ';
  return state === 'frozen' ? 'their new key waits for your decision; ' : '';
}

/** Of a contact whose node takes nothing, the next words say why. */
function whyHere(link: LinkRow | undefined): string {
  if (link?.refused === true) return '';
  return link?.state === 'up' ? ' and on the way' : ' until their node is reached';
}

function lastReached({ lastReachedBy }: StatusValue, clock: Clock): string {
  if (lastReachedBy === null)
    return 'never from outside; if friends cannot reach you, set public_ip and forward the port on your router';
  return `by ${safeLine(lastReachedBy.name)}, ${ago(lastReachedBy.at, clock)}`;
}
