// Columns that line up, whatever script the names are written in.

import { displayWidth, padEnd } from './width.js';

const GAP = '  ';

/**
 * Lines of a table with a header; columns are two spaces apart and the last is not padded. Cells must be safe lines. Where the
 * table is wider than `edge`, each row becomes a block: its first cell, and the others below it by their headings.
 */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  edge = Infinity,
): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.max(...all.map((cells) => displayWidth(cells[column] ?? ''))),
  );
  const lines = all.map((cells) =>
    header
      .map((_, column) => padEnd(cells[column] ?? '', widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
  const isTooWide = lines.some((line) => displayWidth(line) > edge);
  return isTooWide ? rows.flatMap((cells) => block(header, cells)) : lines;
}

function block(header: readonly string[], cells: readonly string[]): string[] {
  const [first = '', ...others] = cells;
  const [, ...headings] = header;
  const width = Math.max(...headings.map(displayWidth));
  return [
    first,
    ...others.flatMap((cell, index) =>
      cell === '' ? [] : [`  ${padEnd((headings[index] ?? '').toLowerCase(), width)}${GAP}${cell}`],
    ),
  ];
}
