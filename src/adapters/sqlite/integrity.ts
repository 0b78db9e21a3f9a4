// What is wrong with a database, found by reading all of it.

import { AppError } from '../../base/app-error.js';
import type { SqlConnection } from './sql-connection.js';

/** SQLCipher's MAC of each page, SQLite's structure, and references; together they read everything. */
export const STORE_CHECKS = ['cipher_integrity_check', 'integrity_check', 'foreign_key_check'] as const;
export type StoreCheck = (typeof STORE_CHECKS)[number];

/** What all checks find; empty when sound. */
export function problemsOf(sql: SqlConnection): readonly string[] {
  return STORE_CHECKS.flatMap((check) => problemsFoundBy(sql, check));
}

/** Also right beside a writer: a page that its checkpoint is just replacing looks damaged once, but not twice. */
export function problemsFoundBy(sql: SqlConnection, check: StoreCheck, schema = 'main'): readonly string[] {
  const found = findings(sql, check, schema);
  if (found.length === 0) return found;
  const again = new Set(findings(sql, check, schema));
  return found.filter((problem) => again.has(problem)).map((problem) => `${check}: ${problem}`);
}

/**
 * As `problemsFoundBy`, for a connection that has to go on: what met a damaged page once answers nothing any more, so the
 * file is attached a second time, under the same key, and let go. Not inside a transaction.
 */
export function problemsBeside(
  sql: SqlConnection,
  { path, check }: { readonly path: string; readonly check: StoreCheck },
): readonly string[] {
  sql.prepare('ATTACH DATABASE ? AS looked_at').run(path);
  try {
    return problemsFoundBy(sql, check, 'looked_at');
  } finally {
    sql.exec('DETACH DATABASE looked_at');
  }
}

function findings(sql: SqlConnection, check: StoreCheck, schema: string): readonly string[] {
  try {
    const lines = sql.rows(`PRAGMA ${schema}.${check}`).map((row) => Object.values(row).join(' '));
    return check === 'integrity_check' ? lines.filter((line) => line !== 'ok') : lines;
  } catch (error) {
    // A page that cannot be decrypted ends a check before it could say where it is.
    if (error instanceof AppError) return [error.code];
    throw error;
  }
}
