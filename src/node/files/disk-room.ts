// Keeps the disk from being filled by what others send and what is handed over: room is set aside before a file begins, for
// all of them together, and some always stays free.

import { type DiskSpace, diskSpace, isSameDisk } from '../../adapters/filesystem/free-space.js';
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

/** The disk the home lies on. */
export class DiskRoom {
  readonly #promises: (() => number)[] = [];

  constructor(
    private readonly directory: string,
    readonly space: (directory: string) => DiskSpace = diskSpace,
  ) {}

  /** What is still to be written for files that began counts as taken from now on. */
  count(promisedBytes: () => number): void {
    this.#promises.push(promisedBytes);
  }

  /** Throws DISK_FULL unless so many more bytes fit beside everything that is promised. */
  demand(wantedBytes: number): void {
    const setAsideBytes = this.#promised();
    this.#demand(wantedBytes, setAsideBytes);
  }

  /** Throws DISK_FULL when somebody else filled the disk. What was promised is being written, and asks for nothing more. */
  look(): void {
    this.#demand(0, 0);
  }

  /** Throws DISK_FULL when less than the floor is free where a copy is being saved. */
  lookIn(folder: string): void {
    demandRoom(this.space(folder), { wantedBytes: 0, setAsideBytes: 0, path: folder });
  }

  /**
   * Throws DISK_FULL unless so many bytes fit in the folder, where it lies on the disk of the home beside what is promised there
   * and what is about to be; FOLDER_UNUSABLE where nothing can be kept at all, as in /proc.
   */
  demandIn(folder: string, wantedBytes: number, arrivingBytes: number): void {
    const setAsideBytes = isSameDisk(folder, this.directory) ? this.#promised() + arrivingBytes : 0;
    const space = this.space(folder);
    if (space.totalBytes === 0) throw new AppError('FOLDER_UNUSABLE', { path: folder, reason: 'no-disk' });
    demandRoom(space, { wantedBytes, setAsideBytes, path: folder });
  }

  #promised(): number {
    return this.#promises.reduce((sum, promisedBytes) => sum + promisedBytes(), 0);
  }

  #demand(wantedBytes: number, setAsideBytes: number): void {
    const { directory } = this;
    demandRoom(this.space(directory), { wantedBytes, setAsideBytes, path: directory });
  }
}
