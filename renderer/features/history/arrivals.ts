// What came in a conversation since it was last looked at, for those who hear it instead of seeing it.

import type { ConversationRow, MessageRow } from '../../../src/contract/values.js';
import { newestArrived } from '../../text/arrived.js';

export interface Arrivals {
  readonly newest: MessageRow;
  /** With those that came before it. */
  readonly count: number;
}

/** What was there already. */
export interface Heard {
  readonly newestId: string | undefined;
  /** When that one came; Unix milliseconds. */
  readonly at: number;
  readonly unread: number;
}

type Conversation = Pick<ConversationRow, 'last' | 'arrived' | 'unread'>;

/** What has been looked at stays heard. */
export function heardOf(row: Conversation | undefined, before?: Heard): Heard {
  const newest = row && newestArrived(row);
  const unread = row?.unread ?? 0;
  if (newest && newest.receivedAt >= (before?.at ?? 0))
    return { newestId: newest.id, at: newest.receivedAt, unread };
  return { newestId: before?.newestId, at: before?.at ?? 0, unread };
}

export function arrivedSince(heard: Heard, row: Conversation): Arrivals | undefined {
  const newest = newestArrived(row);
  // Where the newest one was deleted, an older one is the newest.
  if (!newest || newest.id === heard.newestId || newest.receivedAt < heard.at) return undefined;
  return { newest, count: Math.max(1, row.unread - heard.unread) };
}

export function together(before: Arrivals | undefined, next: Arrivals): Arrivals {
  return { newest: next.newest, count: (before?.count ?? 0) + next.count };
}
