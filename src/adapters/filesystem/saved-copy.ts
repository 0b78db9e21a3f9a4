// A clear copy of a received file, in a folder of the owner's choice: never over another file, never through a link, and
// never half a file under the whole one's name.

import {
  accessSync,
  closeSync,
  constants,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../base/app-error.js';
import { numberedName } from '../../base/file-name.js';
import { fileError, systemCode } from './file-error.js';
import { markForeign } from './foreign-mark.js';
import { syncDirectory } from './part-file.js';
import { realSync, WriteBehind } from './write-behind.js';

/** Parts written before others have their turn. */
const WRITTEN_AT_ONCE = 16;
/** Files of one name in one folder. */
const MOST_EQUAL_NAMES = 10_000;

/** The folder itself, every link resolved. Throws AppError FOLDER_UNUSABLE {path, reason: missing, access, special}. */
export function usableFolder(path: string): string {
  const unusable = (reason: string, cause?: unknown) =>
    new AppError('FOLDER_UNUSABLE', { path, reason }, cause);
  if (!isAbsolute(path)) throw unusable('missing');
  try {
    const real = realpathSync(path);
    if (!statSync(real).isDirectory()) throw unusable('special');
    accessSync(real, constants.W_OK | constants.X_OK);
    return real;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unusable(systemCode(error) === 'ENOENT' ? 'missing' : 'access', error);
  }
}

/**
 * Writes these parts one after another, with pauses for other work of this thread, and returns where the copy stands.
 * @param name safe for one folder
 * @param mark names the unfinished file, so that a repetition replaces it
 * Throws AppError FOLDER_UNUSABLE, DISK_FULL and what the parts throw.
 */
export async function saveCopy(
  folder: string,
  { name, mark }: { readonly name: string; readonly mark: string },
  parts: Iterable<Uint8Array>,
  markAs: (path: string) => void = markForeign,
): Promise<string> {
  const real = usableFolder(folder);
  const unfinished = join(real, `.kith-${mark}.part`);
  rmSync(unfinished, { force: true });
  try {
    await writeNew(unfinished, parts);
    markAs(unfinished);
    const path = placed(unfinished, (count) => join(real, numberedName(name, count)));
    await syncDirectory(real);
    return path;
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw refusedBy(folder, fileError(error, folder));
  }
}

/** The folder is not the home, whatever the system said. */
function refusedBy(folder: string, error: AppError): AppError {
  if (!AppError.is(error, 'HOME_UNUSABLE')) return error;
  return new AppError('FOLDER_UNUSABLE', { path: folder, reason: 'access' }, error);
}

async function writeNew(path: string, parts: Iterable<Uint8Array>): Promise<void> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  const behind = new WriteBehind(file, realSync);
  try {
    let written = 0;
    for (const bytes of parts) {
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
      behind.wrote(bytes.length);
      written += 1;
      if (written % WRITTEN_AT_ONCE === 0) await new Promise(setImmediate);
    }
    await behind.finish();
  } finally {
    behind.close();
  }
}

/** Under the first name nobody has. */
function placed(unfinished: string, pathOf: (count: number) => string): string {
  for (let count = 1; count <= MOST_EQUAL_NAMES; count++) {
    const path = pathOf(count);
    try {
      take(unfinished, path);
      return path;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
  throw new AppError('FOLDER_UNUSABLE', { path: pathOf(1), reason: 'names' });
}

/** A link refuses to replace what is there; where there are no links an empty file of that name is made first. */
function take(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path);
    rmSync(unfinished);
  } catch (error) {
    if (!NO_LINKS.has(systemCode(error) ?? '')) throw error;
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
    closeSync(openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600));
    renameSync(unfinished, path);
  }
}

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
