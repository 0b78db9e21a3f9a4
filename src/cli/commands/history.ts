// kith history: what was said, a page at a time, so that a million messages need no memory.

import { type Command, InvalidArgumentError } from 'commander';
import { messageLines } from '../chat/message-lines.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, MessageRow } from '../../contract/values.js';
import { earlierKeysLines } from '../earlier-keys.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { findConversation, snapshot, withNode } from '../session.js';
import { columnsOf, print, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends GlobalOptions {
  readonly limit: number;
  readonly before?: string;
  readonly at?: string;
  readonly all?: boolean;
}

/** A conversation, with a contact or with nobody any more. */
type Talk = Pick<ContactRow, 'id' | 'conversationId' | 'name'>;

const DEFAULT_LIMIT = 50;
const MAX_PAGE = 200;
/** Before every position: they are 41 hexadecimal digits. */
const BEFORE_ALL = '0'.repeat(41);

export function addHistoryCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'history <name>',
    group: 'Messages:',
    summary: 'show what was said, oldest first, also with somebody you removed',
    example: 'history Bob --limit 20',
    define: (command) =>
      command
        .option('--limit <n>', `how many messages, up to ${String(MAX_PAGE)}`, parseLimit, DEFAULT_LIMIT)
        .option('--before <position>', 'only messages before this position')
        .option('--at <position>', 'the messages around this position, which a search names')
        .option('--all', 'everything'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findConversation(client, argument(args, 0));
        if (options.all === true) return everything(shell, client, contact, options.json === true);
        const { rows, hasMore } = await page(client, contact, options);
        const messages = await withWholeTexts(client, rows);
        const earlier = await earlierKeysLines(client, contact.id);
        const lines = [...earlier, ...pageLines(shell, contact, messages, hasMore)];
        return { value: { messages, hasMore }, lines };
      }),
  });
}

async function page(client: ContractClient, { conversationId }: Talk, { limit, before, at }: Options) {
  if (at !== undefined) {
    const anchor = { at: 'position', position: at } as const;
    const after = Math.ceil(limit / 2);
    const window = { conversationId, anchor, before: limit - after, after };
    const { rows, hasOlder } = await snapshot(client, 'messages', window);
    return { rows, hasMore: hasOlder };
  }
  if (before === undefined) {
    const { rows, hasOlder } = await snapshot(client, 'messages', { conversationId, limit });
    return { rows, hasMore: hasOlder };
  }
  const { messages, hasMore } = await client.call('messagePage', { conversationId, before, limit });
  return { rows: messages, hasMore };
}

function pageLines(shell: Shell, contact: Talk, messages: readonly MessageRow[], hasMore: boolean): string[] {
  const [first] = messages;
  if (!first) return ['Nothing was said here.'];
  const earlier = `(earlier: --before ${first.position}, or --all)`;
  return [...(hasMore ? [earlier] : []), ...lines(shell, contact, messages, undefined)];
}

async function everything(shell: Shell, client: ContractClient, contact: Talk, asJson: boolean) {
  const collected: MessageRow[] = [];
  if (!asJson) print(shell.output, await earlierKeysLines(client, contact.id));
  let previous: MessageRow | undefined;
  let after = BEFORE_ALL;
  for (let hasMore = true; hasMore;) {
    const { conversationId } = contact;
    const next = await client.call('messagePage', { conversationId, after, limit: MAX_PAGE });
    const messages = await withWholeTexts(client, next.messages);
    // One JSON document needs all of it; lines do not.
    if (asJson) collected.push(...messages);
    else print(shell.output, lines(shell, contact, messages, previous));
    previous = messages.at(-1);
    after = previous?.position ?? after;
    hasMore = next.hasMore && messages.length > 0;
  }
  return asJson ? { value: { messages: collected, hasMore: false }, lines: [] } : undefined;
}

function lines(
  shell: Shell,
  { name }: Talk,
  rows: readonly MessageRow[],
  previous: MessageRow | undefined,
): string[] {
  const style = { width: columnsOf(shell.output), timeZone: shell.timeZone, name: safeLine(name), previous };
  return messageLines(rows, style);
}

async function withWholeTexts(client: ContractClient, rows: readonly MessageRow[]): Promise<MessageRow[]> {
  const whole: MessageRow[] = [];
  for (const row of rows) {
    if (!row.more) whole.push(row);
    else {
      const { text } = await client.call('messageText', {
        conversationId: row.conversationId,
        position: row.position,
      });
      whole.push({ ...row, text, more: false });
    }
  }
  return whole;
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    throw new InvalidArgumentError(`Expected a number from 1 to ${String(MAX_PAGE)}.`);
  }
  return limit;
}
