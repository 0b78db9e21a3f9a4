// Which notifications a change of the conversations asks for, and which it makes superfluous. As much in them as the owner
// allows, nothing about what they are looking at or have muted.

import type { ConversationRow } from '../../../src/contract/values.js';
import type { Preferences } from '../../preferences/read-preferences.js';
import { beginningOf, newestArrived } from '../../text/arrived.js';

export interface Notice {
  /** The conversation, or what else it is about. */
  readonly tag: string;
  readonly what: 'message' | 'file' | 'arrival' | 'failed' | 'request';
  /** Undefined where the owner wants no names. */
  readonly name: string | undefined;
  /** Of a file its name. */
  readonly text: string | undefined;
  /** How many it stands for. */
  readonly count: number;
  /** The message it names, where it is about one. */
  readonly messageId: string | undefined;
}

/** What was known of a conversation when it was last looked at. */
export interface Known {
  readonly unread: number;
  readonly newestId: string | undefined;
  readonly failed: number;
}

export interface Circumstances {
  readonly level: Preferences['notices'];
  readonly now: number;
  /** The conversation the owner has before their eyes. */
  readonly attended: string | undefined;
}

export function knownOf(rows: readonly ConversationRow[]): ReadonlyMap<string, Known> {
  return new Map(
    rows.map((row) => [row.id, { unread: row.unread, newestId: newestArrived(row)?.id, failed: row.failed }]),
  );
}

export function noticesFor(
  before: ReadonlyMap<string, Known>,
  rows: readonly ConversationRow[],
  circumstances: Circumstances,
): readonly Notice[] {
  const { level, attended } = circumstances;
  if (level === 'off') return [];
  return rows.flatMap((row) => {
    const known = before.get(row.id) ?? { unread: 0, newestId: undefined, failed: 0 };
    const name = level === 'nothing' ? undefined : row.name;
    const failed: Notice = {
      ...{ tag: failureTag(row.id), what: 'failed', name, text: undefined, count: 1 },
      messageId: row.lastFailed ?? undefined,
    };
    // Muting is about what comes, and this does not; but whoever looks sees the mark.
    const failures = row.failed > known.failed && row.id !== attended ? [failed] : [];
    if (!isNews(row, known) || !isTold(row, circumstances)) return failures;
    const newest = newestArrived(row);
    const text = level === 'text' ? beginningOf(newest) : undefined;
    const what = newest?.kind === 'file' ? 'file' : 'message';
    return [...failures, { tag: row.id, what, name, text, count: row.unread, messageId: newest?.id }];
  });
}

/** Whether the owner wants to hear of what comes in this conversation just now. */
export function isTold(
  { id, mutedUntil }: Pick<ConversationRow, 'id' | 'mutedUntil'>,
  { level, now, attended }: Circumstances,
): boolean {
  return level !== 'off' && id !== attended && mutedUntil <= now;
}

/** Tags of notifications that have nothing more to say. */
export function outdated(rows: readonly ConversationRow[], attended: string | undefined): readonly string[] {
  return rows.flatMap(({ id, unread, failed }) => [
    ...(unread === 0 || id === attended ? [id] : []),
    ...(failed > 0 && id !== attended ? [] : [failureTag(id)]),
  ]);
}

/** The conversation a notification is about; undefined: none. */
export function conversationOf(tag: string): string | undefined {
  return /^(?:failed-|file-)?([0-9a-f]{64})$/u.exec(tag)?.[1];
}

function failureTag(id: string): string {
  return `failed-${id}`;
}

function isNews(row: ConversationRow, known: Known): boolean {
  const newest = newestArrived(row);
  return row.unread > known.unread && newest !== undefined && newest.id !== known.newestId;
}
