// What a failure of SQLite means to the rest of the program. Decided by result code, never by its words.

import { AppError } from '../../base/app-error.js';

/** https://www.sqlite.org/rescode.html: the primary code is the name's second word, extended codes follow it. */
const DAMAGED = ['SQLITE_NOTADB', 'SQLITE_CORRUPT'];
/** What was asked is at fault, not the disk; the transaction goes on as if the statement had not been tried. */
const REFUSED = ['SQLITE_CONSTRAINT', 'SQLITE_TOOBIG', 'SQLITE_MISMATCH'];

/** DISK_FULL, STORE_DAMAGED, STORE_FAILED; COMMAND_FAILED for a value the store never accepts, which is a bug. */
export function storeError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (hasCode(cause, ['SQLITE_FULL', 'ENOSPC'])) return new AppError('DISK_FULL', {}, cause);
  if (hasCode(cause, DAMAGED)) return new AppError('STORE_DAMAGED', {}, cause);
  if (codeOf(cause) === '' || hasCode(cause, REFUSED)) return new AppError('COMMAND_FAILED', {}, cause);
  return new AppError('STORE_FAILED', {}, cause);
}

/** Whether SQLite may have rolled the whole transaction back by itself (https://www.sqlite.org/lang_transaction.html). */
export function mayHaveEndedTransaction(cause: unknown): boolean {
  return hasCode(cause, ['SQLITE']) && !hasCode(cause, REFUSED);
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  const code = codeOf(error);
  return codes.some((expected) => code === expected || code.startsWith(`${expected}_`));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
