// Promise: everything a node owns lies in one directory that only its owner can read.

import { constants } from 'node:fs';
import { access, chmod, mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../base/app-error.js';
import { systemCode } from './file-error.js';

/** Where each thing of a node stands; absolute paths. */
export interface Home {
  readonly dir: string;
  readonly vaultFile: string;
  readonly databaseFile: string;
  /** Nothing but the lock of DESIGN 2; closing any other descriptor of it in this process would release the lock. */
  readonly lockFile: string;
  readonly configFile: string;
  readonly certsDir: string;
  /** Files that arrive, encrypted, and what belongs to those that are sent. Made with the first one. */
  readonly filesDir: string;
  readonly logDir: string;
  /** What exists only while a node runs. */
  readonly runDir: string;
  /** Says who holds the lock. */
  readonly ownerFile: string;
}

/** The layout of a home; touches nothing. */
export function homeIn(directory: string): Home {
  const dir = resolve(directory);
  const runDir = join(dir, 'run');
  return {
    dir,
    vaultFile: join(dir, 'vault.json'),
    databaseFile: join(dir, 'kith.db'),
    lockFile: join(dir, 'lock.db'),
    configFile: join(dir, 'config.conf'),
    certsDir: join(dir, 'certs'),
    filesDir: join(dir, 'files'),
    logDir: join(dir, 'log'),
    runDir,
    ownerFile: join(runDir, 'owner.json'),
  };
}

export interface UserSurroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly userDir: string;
}

/** The operating system's per-user data directory for Kith. */
export function defaultHome(
  { platform, env, userDir }: UserSurroundings = {
    platform: process.platform,
    env: process.env,
    userDir: homedir(),
  },
): Home {
  if (platform === 'darwin') return homeIn(join(userDir, 'Library', 'Application Support', 'Kith'));
  if (platform === 'win32') {
    return homeIn(join(env['APPDATA'] ?? join(userDir, 'AppData', 'Roaming'), 'Kith'));
  }
  // XDG Base Directory: a relative value is invalid and must be ignored.
  const data = env['XDG_DATA_HOME'];
  return homeIn(join(data?.startsWith('/') ? data : join(userDir, '.local', 'share'), 'kith'));
}

/** Makes the home and its directories, 0700. Throws AppError HOME_UNUSABLE {path, reason}. */
export async function createHome(home: Home): Promise<void> {
  for (const directory of [home.dir, home.runDir, home.certsDir, home.logDir]) {
    await createPrivateDirectory(directory);
  }
}

async function createPrivateDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const found = await stat(path);
    if (process.getuid && found.uid !== process.getuid()) {
      throw new AppError('HOME_UNUSABLE', { path, reason: 'owner' });
    }
    if (process.platform !== 'win32' && (found.mode & 0o777) !== 0o700) await chmod(path, 0o700);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('HOME_UNUSABLE', { path, reason: systemCode(error) ?? 'unknown' }, error);
  }
}
