import { AppError } from '../../base/app-error.js';

/** What the operating system's refusal means to the owner: DISK_FULL, ACCESS_DENIED or HOME_UNUSABLE. */
export function fileError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const reason = systemCode(error) ?? 'unknown';
  if (reason === 'ENOSPC' || reason === 'EDQUOT') return new AppError('DISK_FULL', { path }, error);
  if (reason === 'EACCES' || reason === 'EPERM' || reason === 'EROFS') {
    return new AppError('ACCESS_DENIED', { path }, error);
  }
  return new AppError('HOME_UNUSABLE', { path, reason }, error);
}

/** The `code` of an error of the operating system or of SQLite. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
