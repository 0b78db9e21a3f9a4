// Messages as lines of a terminal: a pure function of rows and width. Everything a peer wrote is made safe here.

import { asArgument, hint } from '../program-name.js';
import type { MessageRow } from '../../contract/values.js';
import { systemSentence } from '../system-words.js';
import { isOffer, shortId } from '../find-transfer.js';
import { safeLine, safeText } from '../terminal.js';
import { fileSentence, sizeText } from '../transfer-words.js';
import { count, dayName, timeOfDay } from '../when.js';
import { clip, displayWidth, padEnd, wrap } from '../width.js';
import { errorSentence } from '../words.js';

export interface MessageStyle {
  /** Columns. */
  readonly width: number;
  readonly timeZone: string | undefined;
  /** What the owner calls the contact; a safe line. */
  readonly name: string;
  /** The row before the first, whose day has been shown. */
  readonly previous?: MessageRow | undefined;
  /** The id of the first message that was unread when the conversation was opened. */
  readonly unreadFrom?: string | undefined;
}

const OWN_NAME = 'You';
const MAX_NAME_COLUMNS = 14;
const MIN_TEXT_COLUMNS = 10;

/** What stands behind the last line of an own message. */
export const TICKS: Record<MessageRow['state'], string> = {
  queued: ' ·',
  relayed: ' →',
  delivered: ' ✓',
  read: ' ✓✓',
  failed: ' !',
  withdrawn: '',
  moved: '',
  received: '',
};

/** Instead of the text of a message that is not on its way from here any more. */
export const GONE_WORDS: Partial<Record<MessageRow['state'], string>> = {
  withdrawn: '(taken back)',
  moved: '(went on to the new key)',
};

/** What one row alone decides. */
export interface RowLines {
  /** On which it was written or came. */
  readonly day: string;
  readonly lines: readonly string[];
}

/**
 * Lines for rows in their order, with separators for days, the unread ones, and what is missing.
 * @param linesOf what each row becomes
 */
export function messageLines(
  rows: readonly MessageRow[],
  style: MessageStyle,
  linesOf: (row: MessageRow, style: MessageStyle) => RowLines = rowLines,
): string[] {
  let day = style.previous && dayName(shownTime(style.previous), style.timeZone);
  return rows.flatMap((row) => {
    const own = linesOf(row, style);
    const separators = [
      ...(own.day === day ? [] : [rule(own.day, style.width)]),
      ...(row.id === style.unreadFrom ? [rule('new messages', style.width)] : []),
      ...(row.gapBefore > 0 ? [rule(`${count(row.gapBefore, 'message')} missing`, style.width)] : []),
    ];
    day = own.day;
    return [...separators, ...own.lines];
  });
}

export function rowLines(row: MessageRow, style: MessageStyle): RowLines {
  return { day: dayName(shownTime(row), style.timeZone), lines: oneMessage(row, style) };
}

/** When it was written, for a message of the owner; else when it came: a contact's clock may say anything. */
function shownTime({ direction, sentAt, receivedAt }: MessageRow): number {
  return direction === 'out' ? sentAt : receivedAt;
}

function oneMessage(row: MessageRow, style: MessageStyle): string[] {
  const time = `${timeOfDay(shownTime(row), style.timeZone)} `;
  if (row.direction === 'system') {
    const system = row.system ?? { code: 'unknown', params: {} };
    return hang(`${time} * `, systemSentence(system.code, system.params, style.name), style.width);
  }
  const nameColumns = Math.min(MAX_NAME_COLUMNS, Math.max(displayWidth(style.name), OWN_NAME.length));
  const name = clip(row.direction === 'out' ? OWN_NAME : style.name, nameColumns);
  const head = `${time} ${padEnd(name, nameColumns)}  `;
  return [
    ...hang(head, textOf(row, style.name) + tick(row), style.width),
    ...reasonLines(row, head, style.width),
  ];
}

function textOf(row: MessageRow, contact: string): string {
  const gone = GONE_WORDS[row.state];
  if (gone !== undefined) return gone;
  if (row.kind === 'unknown') return '(this version cannot show this message; a newer Kith can)';
  if (row.file) return fileText(row.file, row.text);
  if (row.kind === 'file') return `[file] ${safeLine(row.text)}; not on this computer any more`;
  const more = row.more ? ` … (${hint(`history ${asArgument(contact)}`)} shows the rest)` : '';
  const origin = row.recovered ? ' (recovered)' : '';
  return safeText(row.text) + more + origin;
}

/** A file is told from a text that looks like its name, and whoever may take it learns how. */
function fileText(file: NonNullable<MessageRow['file']>, caption: string): string {
  const stands = safeText(fileSentence(file));
  const word = isOffer(file) ? `: ${hint(`accept ${shortId(file)}`)}` : '';
  const above = `[file] ${safeLine(file.name)}, ${sizeText(file.sizeBytes)}; ${stands}${word}`;
  return caption === '' || caption === file.name ? above : `${above}\n${safeText(caption)}`;
}

function tick(row: MessageRow): string {
  return row.direction === 'out' ? TICKS[row.state] : '';
}

function reasonLines(row: MessageRow, head: string, width: number): string[] {
  if (row.reason === null || (row.state !== 'failed' && row.state !== 'queued')) return [];
  const label = row.state === 'failed' ? 'not sent' : 'waits';
  return hang(' '.repeat(displayWidth(head)), `${label}: ${errorSentence(row.reason)}`, width);
}

/** The text behind a head, its further lines indented below its first. */
function hang(head: string, text: string, width: number): string[] {
  const indent = displayWidth(head);
  const lines = wrap(text, Math.max(MIN_TEXT_COLUMNS, width - indent));
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(indent)) + line);
}

function rule(label: string, width: number): string {
  const side = '─'.repeat(Math.max(2, Math.floor((Math.min(width, 60) - displayWidth(label) - 2) / 2)));
  return `${side} ${label} ${side}`;
}
