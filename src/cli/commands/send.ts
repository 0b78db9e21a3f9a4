// kith send: one message, and where it is now.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import { isAnswerLost } from '../../contract/answer-lost.js';
import type { ContractClient } from '../../contract/client.js';
import { MOST_TEXT_BYTES } from '../../contract/bounds.js';
import type { ContactRow, MessageRow } from '../../contract/values.js';
import { earlierId, isOutOfSight, notKnownWhetherSent, type Outgoing } from '../answer-lost.js';
import { EXIT } from '../exit-codes.js';
import { asArgument, hint } from '../program-name.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { Refusal } from '../refusal.js';
import { findContact, firstState, snapshot, withNode } from '../session.js';
import { type Input, isInteractive, print, type Shell } from '../shell.js';
import { messageStateSentence } from '../state-words.js';
import { demandShortEnough, tooLong } from '../text-limit.js';
import { safeLine } from '../terminal.js';

interface Options extends GlobalOptions {
  readonly wait?: boolean;
  readonly id?: string;
}

/** With the line break at the end, which is not sent. */
const MOST_INPUT_BYTES = MOST_TEXT_BYTES + 2;
const WINDOW = 200;
/** Over a live link a message arrives within this, unless something keeps it. */
const MOMENT_MS = 2_000;
/** A node that crashed is looked for this often: what watches over it needs seconds to start it again. */
const RETURN_MS = 1_000;
const RETURN_TRIES = 10;

export function addSendCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'send <name> [text...]',
    group: 'Messages:',
    summary: 'send a message; - reads it from standard input',
    example: 'send Bob "Dinner at eight?" --wait',
    define: (command) =>
      command
        .option('--wait', 'until it is delivered or has failed')
        .option('--id <id>', 'repeat an earlier try of which nobody knows; it is sent once'),
    run: async ({ args, options }) => {
      const given = earlierId(options.id);
      const { contact, outgoing, answer } = await withNode(shell, options, async (client) => {
        const found = await findContact(client, argument(args, 0));
        const words = argument(args, 1);
        if (words === '') throw new Refusal('USAGE', nothingToSend(argument(args, 0)), EXIT.usage);
        const text = words === '-' ? await readText(shell.input) : words;
        demandShortEnough(text);
        const message = { id: given ?? shell.newId(), text };
        const told = await sendOnce(client, { shell, options, contact: found, message }).catch(
          whenAnswerLost,
        );
        return { contact: found, outgoing: message, answer: told };
      });
      return answer ?? sendAgain({ shell, options, contact, message: outgoing });
    },
  });
}

interface Sending {
  readonly shell: Shell;
  readonly options: Options;
  readonly contact: ContactRow;
  readonly message: Outgoing;
}

async function sendOnce(client: ContractClient, { shell, options, contact, message }: Sending) {
  const sent = await client.call('sendMessage', { ...message, contactId: contact.id });
  const wait = options.wait === true;
  const row = await reachedState(shell, client, { ...sent, contactId: contact.id }, wait).catch(
    whenOutOfSight,
  );
  if (row === undefined && wait) throw notDelivered(KEPT);
  // It is kept; a command that failed would be repeated.
  const { state, reason } = row ?? { state: 'queued', reason: null };
  const line = row ? `To ${safeLine(contact.name)}: ${messageStateSentence(row)}` : KEPT;
  const failed = state === 'failed' || state === 'withdrawn' || state === 'moved';
  if (failed) throw reason ? new AppError(reason.code, reason.params) : notDelivered(line);
  return { value: { messageId: sent.messageId, state, reason }, lines: [line] };
}

/** The node went away or locked before it answered: asks it again, under the same id, once it is back. @throws Refusal SEND_UNKNOWN */
async function sendAgain(sending: Sending) {
  const { shell, options, contact, message } = sending;
  if (options.json !== true)
    print(shell.errors, [
      'Your node went away or was locked before it answered. Asking again, to make sure.',
    ]);
  for (let tries = 0; tries < RETURN_TRIES; tries++) {
    await new Promise<void>((resolve) => {
      shell.after(RETURN_MS, resolve);
    });
    try {
      return await withNode(shell, options, (client) => sendOnce(client, sending));
    } catch (error) {
      if (!isOutOfSight(error)) throw error;
    }
  }
  throw notKnownWhetherSent(contact.name, message);
}

function whenAnswerLost(error: unknown): undefined {
  if (!isAnswerLost(error)) throw error;
  return undefined;
}

function whenOutOfSight(error: unknown): undefined {
  if (!isOutOfSight(error)) throw error;
  return undefined;
}

const KEPT =
  'Your node keeps the message, and has stopped or was locked; it leaves at the latest once the node is open again.';

function nothingToSend(name: string): string {
  return `What do you want to send? ${hint(`send ${asArgument(safeLine(name))} "Dinner at eight?"`)}, or - to read it from standard input.`;
}

function notDelivered(line: string): Refusal {
  return new Refusal('NOT_DELIVERED', line, EXIT.failed);
}

/** The message's row once it has arrived or failed; without `waitForEnd` as it is after the moment a live link needs. */
async function reachedState(
  shell: Shell,
  client: ContractClient,
  sent: Sent,
  waitForEnd: boolean,
): Promise<MessageRow> {
  const isOver = ({ state }: MessageRow) => state !== 'queued' && state !== 'relayed';
  const row = await rowWhen(client, sent, () => true, waitForEnd);
  if (waitForEnd) {
    if (!isOver(row) && isInteractive(shell))
      print(shell.errors, ['Waiting until it is delivered; Ctrl+C leaves, and it stays queued.']);
    return rowWhen(client, sent, isOver, waitForEnd);
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
  staysOverLocks = false,
): Promise<MessageRow> {
  const find = (rows: readonly MessageRow[]) => rows.find((row) => row.id === messageId && isWanted(row));
  const view = { conversationId, limit: WINDOW };
  const isThere = ({ rows }: { rows: readonly MessageRow[] }) => find(rows) !== undefined;
  const { rows } = await firstState(client, 'messages', view, { isWanted: isThere, staysOverLocks });
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
    if (sizeBytes > MOST_INPUT_BYTES) throw tooLong();
    chunks.push(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)).replace(/\r?\n$/u, '');
  } catch (cause) {
    throw new AppError('TEXT_INVALID', {}, cause);
  }
}
