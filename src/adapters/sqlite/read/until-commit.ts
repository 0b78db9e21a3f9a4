// What the reader keeps of its work between two questions.

import type { SqlConnection } from '../sql-connection.js';

/**
 * The value of `make`, made anew after another connection has committed something.
 * https://www.sqlite.org/pragma.html#pragma_data_version
 */
export function untilCommit<T>(sql: SqlConnection, make: () => T): () => T {
  const version = sql.prepare<{ data_version: number }>('PRAGMA data_version');
  let kept: { readonly at: number | undefined; readonly value: T } | undefined;
  return () => {
    const at = version.get()?.data_version;
    if (!kept || kept.at !== at) kept = { at, value: make() };
    return kept.value;
  };
}
