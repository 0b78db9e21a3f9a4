// Columns that line up, whatever script the names are written in.

import { displayWidth, padEnd } from './width.js';

/** Lines of a table with a header; columns are two spaces apart and the last is not padded. Cells must be safe lines. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.max(...all.map((cells) => displayWidth(cells[column] ?? ''))),
  );
  return all.map((cells) =>
    header
      .map((_, column) => padEnd(cells[column] ?? '', widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
