import type { SqlConnection } from '../sql-connection.js';

/** Beyond this many a view is told anew as quickly. */
export const MOST_CHANGES_TOLD = 2_000;

/** The log has every revision from its oldest one on: undefined when it cannot say what came after this one. */
export function changesSince(sql: SqlConnection): (rev: number) => readonly string[] | undefined {
  const ends = sql.prepare<{ oldest: number | null; newest: number | null }>(
    'SELECT (SELECT min(rev) FROM change) AS oldest, (SELECT max(rev) FROM change) AS newest',
  );
  const after = sql.prepare<{ entity: string }>(
    'SELECT entity FROM change WHERE rev > ? ORDER BY rev LIMIT +?',
  );
  return (rev) => {
    const { oldest, newest } = ends.get() ?? { oldest: null, newest: null };
    if (rev < (oldest ?? 1) - 1 || rev > (newest ?? 0)) return undefined;
    const found = after.all(rev, MOST_CHANGES_TOLD + 1);
    return found.length > MOST_CHANGES_TOLD ? undefined : [...new Set(found.map(({ entity }) => entity))];
  };
}
