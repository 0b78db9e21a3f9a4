// kith send: one message, and where it is now.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { MessageRow } from '../../contract/values.js';
import { EXIT } from '../exit-codes.js';
import { asArgument, hint } from '../program-name.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { Refusal } from '../refusal.js';
import { findContact, firstState, snapshot, withNode } from '../session.js';
import { type Input, isInteractive, print, type Shell } from '../shell.js';
import { messageStateSentence } from '../state-words.js';
import { safeLine } from '../terminal.js';

interface Options extends GlobalOptions {
  readonly wait?: boolean;
}

/** The node refuses more than 64 KiB; reading stops soon after. */
const MAX_INPUT_BYTES = 70_000;
const WINDOW = 200;
/** Over a live link a message arrives within this, unless something keeps it. */
const MOMENT_MS = 2_000;

export function addSendCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'send <name> [text...]',
    group: 'Messages:',
    summary: 'send a message; - reads it from standard input',
    example: 'send Bob "Dinner at eight?" --wait',
    define: (command) => command.option('--wait', 'until it is delivered or has failed'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        const words = argument(args, 1);
        if (words === '') throw new Refusal('USAGE', nothingToSend(argument(args, 0)), EXIT.usage);
        const text = words === '-' ? await readText(shell.input) : words;
        const params = { id: shell.newId(), contactId: contact.id, text };
        const sent = { ...(await client.call('sendMessage', params)), contactId: contact.id };
        const row = await reachedState(shell, client, sent, options.wait === true);
        const lines = [`To ${safeLine(contact.name)}: ${messageStateSentence(row)}`];
        const failed = row.state === 'failed' || row.state === 'withdrawn';
        if (failed) throw row.reason ? new AppError(row.reason.code, row.reason.params) : notDelivered(lines);
        return { value: { messageId: row.id, state: row.state, reason: row.reason }, lines };
      }),
  });
}

function nothingToSend(name: string): string {
  return `What do you want to send? ${hint(`send ${asArgument(safeLine(name))} "Dinner at eight?"`)}, or - to read it from standard input.`;
}

function notDelivered(lines: readonly string[]): Refusal {
  return new Refusal('NOT_DELIVERED', lines.join('\n'), EXIT.failed);
}

/** The message's row once it has arrived or failed; without `waitForEnd` as it is after the moment a live link needs. */
async function reachedState(
  shell: Shell,
  client: ContractClient,
  sent: Sent,
  waitForEnd: boolean,
): Promise<MessageRow> {
  const isOver = ({ state }: MessageRow) => state !== 'queued' && state !== 'relayed';
  const row = await rowWhen(client, sent, () => true);
  if (waitForEnd) {
    if (!isOver(row) && isInteractive(shell))
      print(shell.errors, ['Waiting until it is delivered; Ctrl+C leaves, and it stays queued.']);
    return rowWhen(client, sent, isOver);
  }
  if (!(await isConnected(client, sent.contactId))) return row;
  let cancel = (): void => undefined;
  const moment = new Promise<MessageRow>((resolve) => {
    cancel = shell.after(MOMENT_MS, () => {
      resolve(row);
    });
  });
  return Promise.race([rowWhen(client, sent, isOver), moment]).finally(cancel);
}

interface Sent {
  readonly messageId: string;
  readonly conversationId: string;
  readonly contactId: string;
}

async function rowWhen(
  client: ContractClient,
  { messageId, conversationId }: Sent,
  isWanted: (row: MessageRow) => boolean,
): Promise<MessageRow> {
  const find = (rows: readonly MessageRow[]) => rows.find((row) => row.id === messageId && isWanted(row));
  const view = { conversationId, limit: WINDOW };
  const { rows } = await firstState(client, 'messages', view, (state) => find(state.rows) !== undefined);
  const row = find(rows);
  if (!row) throw new AppError('NOT_FOUND');
  return row;
}

async function isConnected(client: ContractClient, contactId: string): Promise<boolean> {
  const { rows } = await snapshot(client, 'links', {});
  return rows.some((link) => link.contactId === contactId && link.state === 'up');
}

/** @throws AppError TEXT_TOO_LONG, TEXT_INVALID */
async function readText(input: Input): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk as Buffer | string);
    sizeBytes += bytes.length;
    if (sizeBytes > MAX_INPUT_BYTES) throw new AppError('TEXT_TOO_LONG');
    chunks.push(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)).replace(/\r?\n$/u, '');
  } catch (cause) {
    throw new AppError('TEXT_INVALID', {}, cause);
  }
}
