// Promise: after power loss at any moment a file holds its old content or its new one, and what write() confirmed stays, as what
// remove() confirmed stays away.

import * as nodeFileSystem from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../base/app-error.js';
import { copyBytes, equalBytes, type Bytes } from '../../base/bytes.js';
import type { DurableFiles } from '../../core/ports/durable-files.js';
import { fileError, systemCode } from './file-error.js';

/** The calls a durable write is made of; tests stop it between any two of them. */
export type FileSystem = Pick<typeof nodeFileSystem, 'open' | 'readFile' | 'rename' | 'rm'>;

export function durableFiles(fileSystem: FileSystem = nodeFileSystem): DurableFiles {
  return {
    read: (path) => read(fileSystem, path),
    write: (path, content) => named(path, () => replace(fileSystem, path, content)),
    remove: (path) => named(path, () => remove(fileSystem, path)),
  };
}

async function read(fileSystem: FileSystem, path: string): Promise<Bytes | undefined> {
  try {
    return copyBytes(await fileSystem.readFile(path));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw fileError(error, path);
  }
}

async function replace(fileSystem: FileSystem, path: string, content: Uint8Array): Promise<void> {
  // One fixed name, so that what a crash left behind is removed by the next write.
  const temporary = `${path}.tmp`;
  await fileSystem.rm(temporary, { force: true });
  try {
    await createSynced(fileSystem, temporary, content);
    await fileSystem.rename(temporary, path);
  } catch (error) {
    await fileSystem.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncDirectory(fileSystem, dirname(path));
  if (!equalBytes(await fileSystem.readFile(path), content)) {
    throw new AppError('HOME_UNUSABLE', { path, reason: 'readback' });
  }
}

async function remove(fileSystem: FileSystem, path: string): Promise<void> {
  try {
    await fileSystem.rm(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  return syncDirectory(fileSystem, dirname(path));
}

async function createSynced(fileSystem: FileSystem, path: string, content: Uint8Array): Promise<void> {
  // wx: fails where something, a link for instance, already stands.
  const file = await fileSystem.open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes durable under which names the files in it are. Windows cannot open directories and writes their changes in order. */
async function syncDirectory(fileSystem: FileSystem, path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await fileSystem.open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function named(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw fileError(error, path);
  }
}
