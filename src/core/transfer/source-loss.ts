// A file of the owner that cannot be read as it was offered: whether it may come back, and when it is looked for again.

import { AppError } from '../../base/app-error.js';

/**
 * away: out of reach, like what lies on a stick or a share that is gone; it is looked for until it is back. sourceChanged:
 * something else lies in its place. gone: it lay in the home, and does no more.
 */
export type SourceLoss = 'away' | 'sourceChanged' | 'gone';

const FIRST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 60_000;

/** What an error of reading says about the file; undefined: nothing. */
export function lossOf(error: unknown): SourceLoss | undefined {
  if (AppError.is(error, 'FILE_LOST')) return 'gone';
  if (AppError.is(error, 'FILE_CHANGED') || AppError.is(error, 'METADATA_UNKNOWN')) return 'sourceChanged';
  if (!AppError.is(error, 'FILE_UNREADABLE')) return undefined;
  const { reason } = error.params;
  // A disk that fails or was taken out and a name that is not there look the same whether it comes back or not.
  return reason === 'missing' || reason === 'access' ? 'away' : 'sourceChanged';
}

/** Doubled each time. @param looks in vain before this wait, from 0 */
export function nextLookMs(looks: number): number {
  return Math.min(LONGEST_LOOK_MS, FIRST_LOOK_MS * 2 ** looks);
}
