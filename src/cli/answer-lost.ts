// A node that goes away or is locked before it answers may have kept the message: it is asked again under the same id (decision 0004),
// and where that cannot be, the owner learns that nobody knows, and how to make sure.

import { AppError } from '../base/app-error.js';
import { isAnswerLost } from '../contract/answer-lost.js';
import { messageIdText } from '../contract/values.js';
import { EXIT } from './exit-codes.js';
import { asArgument, hint } from './program-name.js';
import { Refusal } from './refusal.js';
import { safeLine } from './terminal.js';

/** Under its id a message is sent once, however often it is asked for. */
export interface Outgoing {
  readonly id: string;
  readonly text: string;
}

/** As `isAnswerLost`, of a command that had begun: behind a lock, too, it cannot be seen how far that came. */
export function isOutOfSight(error: unknown): boolean {
  return isAnswerLost(error) || AppError.is(error, 'NODE_LOCKED');
}

export function notKnownWhetherSent(name: string, { id, text }: Outgoing): Refusal {
  const again = hint(`send ${asArgument(safeLine(name))} --id ${id} ${asTyped(text)}`);
  return new Refusal(
    'SEND_UNKNOWN',
    `Your node went away or was locked before it answered, so it is not known whether the message was sent. Once it is open, ${again} makes sure: the message is sent once, however often you do that.`,
    EXIT.unknown,
    { messageId: id },
  );
}

/** Of several files, each under an id made of this one, so that all are offered once. */
export function notKnownWhetherOffered(
  name: string,
  { id, paths, flags }: { readonly id: string; readonly paths: readonly string[]; readonly flags: string },
): Refusal {
  const files = paths.map((path) => asArgument(safeLine(path))).join(' ');
  const again = hint(`send-file ${asArgument(safeLine(name))} --id ${id}${flags} ${files}`);
  return new Refusal(
    'SEND_UNKNOWN',
    `Your node went away or was locked before it answered, so it is not known what was offered. Once it is open, ${again} makes sure: each file is offered once, however often you do that.`,
    EXIT.unknown,
    { messageId: id },
  );
}

/** What is gone from the list is erased by the node alone. @param list the command that lists it as long as it is there */
export function notKnownWhetherRemoved(what: string, list: string): Refusal {
  return new Refusal(
    'REMOVAL_UNKNOWN',
    `Your node went away or was locked before it answered. Once it is open, ${hint(list)} shows how far that came: if ${what} is not in it any more, the messages are gone from every list, and what is still on the disk is erased by itself. If not, repeat this.`,
    EXIT.unknown,
  );
}

/** What a command was given as `--id`. @throws Refusal USAGE */
export function earlierId(given: string | undefined): string | undefined {
  if (given === undefined || messageIdText.safeParse(given).success) return given;
  throw new Refusal('USAGE', '--id takes the 32 digits an earlier try has named.', EXIT.usage);
}

const MOST_TYPED = 200;

/** As an argument, or - where it is better read from standard input again. */
function asTyped(text: string): string {
  const isEasy = text.length <= MOST_TYPED && safeLine(text) === text && !text.startsWith('-');
  return isEasy ? asArgument(text) : '-';
}
