// Promise: the local socket of a home has one place, short enough for the system and reachable by the owner only.

import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '../../base/app-error.js';
import { systemCode } from './file-error.js';
import type { Home } from './home.js';

/** sun_path holds 104 bytes on macOS and 108 on Linux, and Node cuts longer ones without a word. */
const SOCKET_PATH_BYTES = 100;

export interface SocketSurroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly temporaryDir: string;
  readonly uid: number;
}

/** Where the home's node listens for its own faces. Throws AppError HOME_UNUSABLE when every place is too long. */
export function socketPath(home: Home, surroundings: SocketSurroundings = ownSurroundings()): string {
  const { platform, env, temporaryDir, uid } = surroundings;
  const hash = createHash('sha256').update(home.dir).digest('hex').slice(0, 32);
  if (platform === 'win32') return `\\\\.\\pipe\\kith-${hash}`;
  const places = [join(home.runDir, 'node.sock')];
  for (const parent of [env['XDG_RUNTIME_DIR'], temporaryDir]) {
    if (parent?.startsWith('/')) places.push(join(parent, `kith-${String(uid)}`, `${hash}.sock`));
  }
  const path = places.find((place) => Buffer.byteLength(place) <= SOCKET_PATH_BYTES);
  if (path === undefined) throw new AppError('HOME_UNUSABLE', { path: home.dir, reason: 'socket-path' });
  return path;
}

/**
 * Makes the socket's directory, 0700. Throws AppError HOME_UNUSABLE {path, reason: 'owner'} when somebody else could
 * have made it: the temporary directory is open to all users.
 */
export async function createSocketDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = dirname(path);
  try {
    await mkdir(directory, { mode: 0o700 }).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error;
    });
    const found = await lstat(directory);
    if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) {
      throw new AppError('HOME_UNUSABLE', { path: directory, reason: 'owner' });
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('HOME_UNUSABLE', { path: directory, reason: systemCode(error) ?? 'unknown' }, error);
  }
}

function ownSurroundings(): SocketSurroundings {
  return {
    platform: process.platform,
    env: process.env,
    temporaryDir: tmpdir(),
    uid: process.getuid?.() ?? 0,
  };
}
