// kith search: finds people and messages, and says where to read on.

import { type Command, InvalidArgumentError } from 'commander';
import type { ContactRow, SearchRow } from '../../contract/values.js';
import { asArgument, hint, typed } from '../program-name.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { EXIT } from '../exit-codes.js';
import { Refusal } from '../refusal.js';
import { findContact, listContacts, withNode } from '../session.js';
import { print, type Shell } from '../shell.js';
import { safeLine, safeText } from '../terminal.js';
import { count, dayName, timeOfDay } from '../when.js';

interface Options extends GlobalOptions {
  readonly limit: number;
  readonly in?: string;
  readonly before?: string;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 200;

export function addSearchCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'search <text...>',
    group: 'Messages:',
    summary: 'find people and messages, the newest first; "a phrase" in quotation marks',
    example: 'search early boat --in Bob',
    define: (command) =>
      command
        .option('--in <name>', 'only messages of the conversation with this contact')
        .option('--limit <n>', `how many messages, up to ${String(MAX_LIMIT)}`, parseLimit, DEFAULT_LIMIT)
        .option('--before <position>', 'further messages, behind this position'),
    run: ({ args, options }) => {
      const text = argument(args, 0);
      if (text.trim() === '') throw new Refusal('USAGE', nothingToFind(), EXIT.usage);
      return withNode(shell, options, async (client) => {
        const within = options.in === undefined ? undefined : await findContact(client, options.in);
        const found = await client.call('searchPage', {
          text,
          limit: options.limit,
          ...(within && { conversationId: within.conversationId }),
          ...(options.before !== undefined && { before: options.before }),
        });
        if (options.json !== true) tellUnsearched(shell, found.unsearched);
        return { value: found, lines: linesOf(shell, found, await listContacts(client)) };
      });
    },
  });
}

function nothingToFind(): string {
  return `What are you looking for? ${hint('search early boat')}.`;
}

function tellUnsearched({ errors }: Shell, unsearched: number): void {
  if (unsearched > 0)
    print(errors, [`${count(unsearched, 'older message')} cannot be found yet: the index is being built.`]);
}

interface Found {
  readonly rows: readonly SearchRow[];
  readonly hasMore: boolean;
}

function linesOf(shell: Shell, { rows, hasMore }: Found, contacts: readonly ContactRow[]): string[] {
  if (rows.length === 0) return ['Nothing was found.'];
  const names = new Map(contacts.map((contact) => [contact.conversationId, safeLine(contact.name)]));
  const lines = rows.flatMap((row) => hitLines(shell, row, names.get(row.conversationId)));
  const last = rows.at(-1);
  return [...lines, ...(hasMore && last ? [`(more: --before ${last.position})`] : [])];
}

function hitLines(shell: Shell, row: SearchRow, name: string | undefined): string[] {
  const shown = excerptLine(row, shell.output.isTTY === true);
  if (row.kind === 'person') return [`Contact  ${shown}`];
  if (row.kind === 'chat') return [`Kept history  ${shown}`];
  const { sentAt, direction, position } = row.message;
  const at = `${dayName(sentAt, shell.timeZone)}, ${timeOfDay(sentAt, shell.timeZone)}`;
  const who = name ?? 'a removed contact';
  const readOn = name === undefined ? [] : [`  ${typed(`history ${asArgument(name)} --at ${position}`)}`];
  return [`${direction === 'out' ? `You to ${who}` : who}, ${at}`, `  ${shown}`, ...readOn];
}

function excerptLine({ excerpt }: SearchRow, inColour: boolean): string {
  const { text, hits, cutBefore, cutAfter } = excerpt;
  let line = cutBefore ? '… ' : '';
  let from = 0;
  for (const [start, end] of hits) {
    const hit = safePiece(text.slice(start, end));
    line += safePiece(text.slice(from, start)) + (inColour ? `${BOLD}${hit}${PLAIN}` : hit);
    from = end;
  }
  return line + safePiece(text.slice(from)) + (cutAfter ? ' …' : '');
}

const BOLD = '\u001b[1m';
const PLAIN = '\u001b[22m';

/** Safe to print, with the spaces that part it from the pieces beside it. */
function safePiece(text: string): string {
  const safe = safeText(text);
  const line = safeLine(safe);
  if (line === '') return safe === '' ? '' : ' ';
  return (/^\s/u.test(safe) ? ' ' : '') + line + (/\s$/u.test(safe) ? ' ' : '');
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new InvalidArgumentError(`Expected a number from 1 to ${String(MAX_LIMIT)}.`);
  }
  return limit;
}
