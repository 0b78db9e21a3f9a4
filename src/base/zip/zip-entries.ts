// What lies in a folder, as an archive of it names it: everything below the folder's own name.

import type { ZipEntry } from './zip-layout.js';
import { zipNames } from './zip-names.js';

/** A file or folder, wherever it was found. */
export interface FoundEntry {
  /** The folder it lies in, by its place in the list, which is before its own; undefined: it is the one that is sent. */
  readonly parent: number | undefined;
  readonly name: string;
  readonly isFolder: boolean;
  /** Of a folder 0. */
  readonly sizeBytes: number;
  /** Unix ms, whole. */
  readonly modifiedMs: number;
}

/** In the same order. */
export function zipEntries(found: readonly FoundEntry[]): readonly ZipEntry[] {
  const folders = new Map<number | undefined, number[]>();
  for (const [index, { parent }] of found.entries()) {
    const inside = folders.get(parent) ?? [];
    inside.push(index);
    folders.set(parent, inside);
  }
  const names: string[] = [];
  for (const inside of folders.values()) {
    const safe = zipNames(inside.map((index) => found[index]?.name ?? ''));
    for (const [at, index] of inside.entries()) names[index] = safe[at] ?? '';
  }
  const paths: string[] = [];
  return found.map(({ parent, isFolder, sizeBytes, modifiedMs }, index) => {
    const above = parent === undefined ? '' : (paths[parent] ?? '');
    const path = `${above}${names[index] ?? ''}${isFolder ? '/' : ''}`;
    paths.push(path);
    return { path, sizeBytes, modifiedMs };
  });
}
