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

/** Of a file its name; undefined for what has neither words nor a name. @param longest in code points */
export function beginningOf(
  row: Pick<MessageRow, 'kind' | 'text' | 'more'> | undefined,
  longest = LONGEST,
): string | undefined {
  if (row?.kind !== 'text' && row?.kind !== 'file') return undefined;
  // Bars in a name hide nothing.
  const characters = Array.from(row.kind === 'file' ? row.text : covered(row.text, row.more));
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : characters.join('');
}
