import type { MessageRow } from '../../../src/contract/values.js';
import { displayName } from '../../text/display-name.js';
import type { Dates } from '../../words/dates.js';
import { words } from '../../words/language.js';
import { timeOf } from './history-items.js';

/** One message as it is; several with who wrote them and when. */
export function copiedText(
  rows: readonly MessageRow[],
  texts: readonly (string | undefined)[],
  { name, dates }: { readonly name: string; readonly dates: Dates },
): string {
  const lines = rows.map((row, index) => ({ row, text: texts[index] ?? '' }));
  if (lines.length === 1) return lines[0]?.text ?? '';
  const other = displayName(name, '…');
  return lines
    .map(({ row, text }) => {
      const author = row.direction === 'out' ? words('message.you') : other;
      return `${author}, ${dates.full(timeOf(row))}\n${text}`;
    })
    .join('\n\n');
}
