import { chmodSync, closeSync, openSync, renameSync, statSync } from 'node:fs';

const LARGEST_BYTES = 5 * 1024 * 1024;
/** The current file and two older ones, `.1` the newer. */
const FILES = 3;

/** Makes the file ready for appending, readable by the owner only; a large one becomes `.1`, and the oldest goes. */
export function prepareLogFile(path: string): void {
  if (sizeOf(path) >= LARGEST_BYTES) {
    for (let age = FILES - 1; age > 0; age--) {
      const younger = age === 1 ? path : `${path}.${age - 1}`;
      if (sizeOf(younger) >= 0) renameSync(younger, `${path}.${age}`);
    }
  }
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** -1 when there is no such file. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}
