// What lies in a folder that is sent: files and folders below it, in an order that is always the same. Symbolic links are
// not followed and not sent, nor is what is no file; too much is refused before all of it was listed.

import { type Dirent, lstatSync, opendirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../base/app-error.js';
import type { FoundEntry } from '../../base/zip/zip-entries.js';
import { MOST_FOLDER_ENTRIES } from '../../base/zip/zip-names.js';
import { systemCode } from './file-error.js';

export interface FolderEntry extends FoundEntry {
  readonly path: string;
}

/** Why something cannot be looked at is said by whoever opens it. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The folder itself, then all below it, each folder before what is in it. Throws AppError FILE_UNREADABLE {path, reason: missing, access, entries}. */
export function folderEntries(root: string): readonly FolderEntry[] {
  const entries: FolderEntry[] = [];
  const add = (path: string, name: string, parent: number | undefined) => {
    const entry = entryAt(path, name, parent);
    if (!entry) return;
    if (entries.length > MOST_FOLDER_ENTRIES) throw tooMany(root);
    const own = entries.push(entry) - 1;
    if (!entry.isFolder) return;
    for (const inside of namesIn(path, MOST_FOLDER_ENTRIES + 1 - entries.length, root))
      add(join(path, inside), inside, own);
  };
  add(root, basename(root), undefined);
  return entries;
}

function namesIn(path: string, most: number, root: string): readonly string[] {
  const names: string[] = [];
  try {
    const folder = opendirSync(path);
    try {
      for (let found = folder.readSync(); found; found = folder.readSync()) {
        if (isSent(found)) names.push(found.name);
        if (names.length > most) throw tooMany(root);
      }
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    throw unreadable(error, path);
  }
  // By code units: the order of a language would be another one elsewhere.
  return names.sort((a, b) => (a < b ? -1 : 1));
}

function isSent(found: Dirent): boolean {
  return found.isFile() || found.isDirectory();
}

/** Undefined: meanwhile it became something that is not sent. */
function entryAt(path: string, name: string, parent: number | undefined): FolderEntry | undefined {
  try {
    // The owner may well name a link; what links lie in the folder is another matter.
    const stats = parent === undefined ? statSync(path) : lstatSync(path);
    if (!stats.isFile() && !stats.isDirectory()) return undefined;
    return {
      path,
      parent,
      name,
      isFolder: stats.isDirectory(),
      sizeBytes: stats.isFile() ? stats.size : 0,
      modifiedMs: Math.trunc(stats.mtimeMs),
    };
  } catch (error) {
    throw unreadable(error, path);
  }
}

function unreadable(error: unknown, path: string): AppError {
  if (AppError.is(error, 'FILE_UNREADABLE')) return error;
  const reason = systemCode(error) === 'ENOENT' ? 'missing' : 'access';
  return new AppError('FILE_UNREADABLE', { path, reason }, error);
}

function tooMany(path: string): AppError {
  return new AppError('FILE_UNREADABLE', { path, reason: 'entries' });
}
