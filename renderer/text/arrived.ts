// What came last in a conversation, and how it begins.

import type { ConversationRow, MessageRow } from '../../src/contract/values.js';
import { covered } from './spoilers.js';

/** What came last and nobody has looked at: it may have crossed a message of the owner, or a line of Kith stands behind it. */
export function newestArrived({
  last,
  arrived,
}: Pick<ConversationRow, 'last' | 'arrived'>): MessageRow | undefined {
  if (arrived) return arrived;
  return last?.direction === 'in' && last.unread ? last : undefined;
}

const LONGEST = 200;

/** Of a file its name; undefined for what has neither words nor a name. */
export function beginningOf(row: Pick<MessageRow, 'kind' | 'text' | 'more'> | undefined): string | undefined {
  if (row?.kind !== 'text' && row?.kind !== 'file') return undefined;
  const characters = Array.from(covered(row.text, row.more));
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : characters.join('');
}
