// The chat without a terminal: each line of standard input is a message, each event a line of output.

import { createInterface } from 'node:readline';
import { AppError } from '../../base/app-error.js';
import { isOutcomeUnknown } from '../../contract/answer-lost.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, MessageRow } from '../../contract/values.js';
import { notKnownWhetherSent } from '../answer-lost.js';
import { EXIT } from '../exit-codes.js';
import { Refusal } from '../refusal.js';
import { columnsOf, print, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';
import { Conversation, movedSentence } from './conversation.js';
import { messageLines } from './message-lines.js';
import {
  isKnownCommand,
  isSlashCommand,
  messageOf,
  noSuchCommand,
  runSlashCommand,
} from './slash-commands.js';

/** Runs until the input ends, `/quit`, or an interrupt. @throws AppError when the node went away or refused a message */
export async function chatByLines(shell: Shell, client: ContractClient, contact: ContactRow): Promise<void> {
  const printer = new Printer(shell, safeLine(contact.name));
  const reader = createInterface({ input: shell.input });
  const release = shell.onInterrupt(() => {
    reader.close();
  });
  let ended: AppError | undefined;
  const end = (error: AppError): void => {
    ended = error;
    reader.close();
  };
  const ignoreState = client.onState((state) => {
    if (state !== 'open') end(new AppError('NODE_LOCKED'));
  });
  let conversation: Conversation | undefined;
  // Nobody is told that it was read: only a program has seen it.
  const showNew = (): void => {
    if (conversation) printer.show(conversation.rows);
  };
  try {
    // Lines are taken from here on; none is lost while the conversation opens.
    const lines = reader[Symbol.asyncIterator]();
    conversation = await Conversation.open(client, contact, {
      onChange: showNew,
      onEnd: end,
      onMoved: (before) => {
        print(shell.output, [movedSentence(before)]);
      },
    });
    showNew();
    for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
      if (!(await take(next.value, conversation, shell))) break;
    }
    if (ended) throw ended;
  } finally {
    release();
    ignoreState();
    reader.close();
    conversation?.close();
  }
}

/** False when the owner wants to leave. */
async function take(line: string, conversation: Conversation, shell: Shell): Promise<boolean> {
  if (line.trim() === '') return true;
  if (!isSlashCommand(line)) {
    const message = { id: shell.newId(), text: messageOf(line) };
    try {
      await conversation.send(message);
    } catch (error) {
      throw isOutcomeUnknown(error) ? notKnownWhetherSent(conversation.contact.name, message) : error;
    }
    return true;
  }
  // Nobody is there to read that it was not sent.
  if (!isKnownCommand(line)) throw new Refusal('USAGE', noSuchCommand(line), EXIT.usage);
  const said = await runSlashCommand(line, conversation);
  if (said === 'quit') return false;
  print(shell.output, said);
  return true;
}

/** Prints each message once, and again when its state has changed. */
class Printer {
  readonly #shown = new Map<string, MessageRow['state']>();
  #previous: MessageRow | undefined;

  constructor(
    private readonly shell: Shell,
    private readonly name: string,
  ) {}

  show(rows: readonly MessageRow[]): void {
    const changed = rows.filter((row) => this.#shown.get(row.id) !== row.state);
    if (changed.length === 0) return;
    const style = {
      width: columnsOf(this.shell.output),
      timeZone: this.shell.timeZone,
      name: this.name,
      previous: this.#previous,
    };
    print(this.shell.output, messageLines(changed, style));
    for (const row of changed) this.#shown.set(row.id, row.state);
    // Only the window is remembered, as only the window is held.
    const held = new Set(rows.map(({ id }) => id));
    for (const id of this.#shown.keys()) if (!held.has(id)) this.#shown.delete(id);
    this.#previous = changed.at(-1);
  }
}
