import type { Rows } from './read-query.js';

/** UTF-8 bytes of JSON a snapshot or page ends at. */
export const SNAPSHOT_BYTES = 524_288;

/** As many of the rows as fit, at least one; `hasMore` when some were left out or there were more to begin with. */
export function rowsWithin<Row>(
  rows: Iterable<Row>,
  hasMore = false,
  limitBytes = SNAPSHOT_BYTES,
): Rows<Row> {
  const kept: Row[] = [];
  let sizeBytes = 0;
  for (const row of rows) {
    sizeBytes += Buffer.byteLength(JSON.stringify(row));
    if (kept.length > 0 && sizeBytes > limitBytes) return { rows: kept, hasMore: true };
    kept.push(row);
  }
  return { rows: kept, hasMore };
}

/** As `rowsWithin`, and names the rows that were left out. */
export function listWithin<Row extends { readonly id: string }>(rows: readonly Row[]): Rows<Row> {
  const list = rowsWithin(rows);
  return list.hasMore ? { ...list, rest: rows.slice(list.rows.length).map(({ id }) => id) } : list;
}
