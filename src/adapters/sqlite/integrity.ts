import { AppError } from '../../base/app-error.js';
import type { SqlConnection } from './sql-connection.js';

/**
 * What the checks of SQLite (structure, references) and SQLCipher (a MAC for each page) find; empty when sound. Reads the
 * whole database.
 */
export function problemsOf(sql: SqlConnection): readonly string[] {
  return CHECKS.flatMap((check) => findings(sql, check).map((finding) => `${check}: ${finding}`)).filter(
    (problem) => problem !== 'integrity_check: ok',
  );
}

const CHECKS = ['cipher_integrity_check', 'integrity_check', 'foreign_key_check'];

function findings(sql: SqlConnection, check: string): readonly string[] {
  try {
    return sql.rows(`PRAGMA ${check}`).map((row) => Object.values(row).join(' '));
  } catch (error) {
    // A page that cannot be decrypted ends a check before it could say where it is.
    if (error instanceof AppError) return [error.code];
    throw error;
  }
}
