// Which notifications files ask for that are here at last: those the owner waits for. Of what came without a question its
// message has told already.

import type { ConversationRow, TransferRow } from '../../../src/contract/values.js';
import { type Circumstances, isTold, type Notice } from './notices.js';

/** Their word was asked, or they were on their way when the window opened. @param before undefined: it opens */
export function awaitedFiles(
  before: ReadonlySet<string> | undefined,
  rows: readonly TransferRow[],
): ReadonlySet<string> {
  const isAwaited = ({ id, direction, stage }: TransferRow) =>
    direction === 'in' &&
    (stage === 'offered' || (stage !== 'done' && stage !== 'ended' && before?.has(id) !== false));
  return new Set(rows.filter(isAwaited).map(({ id }) => id));
}

/** One for each conversation, whatever came of it at once. */
export function arrivalNotices(
  before: ReadonlySet<string>,
  rows: readonly TransferRow[],
  conversations: readonly ConversationRow[],
  circumstances: Circumstances,
): readonly Notice[] {
  const { level } = circumstances;
  const here = rows.filter(({ id, stage }) => before.has(id) && stage === 'done');
  return conversations.flatMap((row) => {
    const files = here.filter(({ conversationId }) => conversationId === row.id);
    const [first] = files;
    if (!first || !isTold(row, circumstances)) return [];
    return {
      ...{ tag: arrivalTag(row.id), what: 'arrival', count: files.length, messageId: undefined },
      name: level === 'nothing' ? undefined : row.name,
      text: level === 'text' && files.length === 1 ? first.name : undefined,
    };
  });
}

export function arrivalTag(conversationId: string): string {
  return `file-${conversationId}`;
}
