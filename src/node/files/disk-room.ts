// Keeps the disk from being filled by what others send: room is set aside before a file begins, and some always stays free.

import type { DiskSpace } from '../../adapters/filesystem/free-space.js';
import { AppError } from '../../base/app-error.js';

/** The smaller of the two stays free. */
export const FREE_FLOOR_BYTES = 500 * 1_048_576;
export const FREE_FLOOR_SHARE = 0.05;

/** Throws DISK_FULL {path} unless so many bytes fit beside what is set aside already. */
export function demandRoom(
  { freeBytes, totalBytes }: DiskSpace,
  { wantedBytes, setAsideBytes, path }: { wantedBytes: number; setAsideBytes: number; path: string },
): void {
  const floor = Math.min(FREE_FLOOR_BYTES, totalBytes * FREE_FLOOR_SHARE);
  if (freeBytes - setAsideBytes - wantedBytes < floor) throw new AppError('DISK_FULL', { path });
}
