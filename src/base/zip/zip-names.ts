// What the entries of a folder are called in an archive: names that stay inside the folder it is unpacked in, on any system.

import { numberedName } from '../file-name.js';

/** Files and folders in a folder that is sent. */
export const MOST_FOLDER_ENTRIES = 10_000;

/** What separates folders on some system, or is not a character. */
const FORBIDDEN = /[\p{Cc}\p{Surrogate}/\\]/gu;

/** For each name of one folder the one it has in the archive, in the same order; no two are the same. */
export function zipNames(given: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return given.map((name) => {
    const plain = name.replaceAll(FORBIDDEN, '_');
    const inside = plain === '.' || plain === '..' || plain === '' ? '_' : plain;
    let count = counts.get(inside) ?? 1;
    while (taken.has(numberedName(inside, count))) count += 1;
    counts.set(inside, count);
    const own = numberedName(inside, count);
    taken.add(own);
    return own;
  });
}
