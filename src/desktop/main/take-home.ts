// What the window keeps lies in the home, so that must be there and writable before anything else of the app is.

import { accessSync, constants, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ErrorCode } from '../../base/app-error.js';
import type { ErrorValue } from '../../contract/values.js';

/** The directory for what the window keeps, made; or ACCESS_DENIED, DISK_FULL or HOME_UNUSABLE {path, reason}. */
export function takeHome(home: string): { readonly directory: string } | { readonly refusal: ErrorValue } {
  const directory = join(home, 'window');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
    return { directory };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { refusal: { code: CODES[reason] ?? 'HOME_UNUSABLE', params: { path: home, reason } } };
  }
}

const CODES: Readonly<Partial<Record<string, ErrorCode>>> = {
  EACCES: 'ACCESS_DENIED',
  EPERM: 'ACCESS_DENIED',
  EROFS: 'ACCESS_DENIED',
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
};

/** A new one for whoever has no home; undefined where none can be made, as on a disk that is full. */
export function passingDirectory(): string | undefined {
  try {
    return mkdtempSync(join(tmpdir(), 'kith-'));
  } catch {
    return undefined;
  }
}

/** `path`, or what there is of it: a folder that is gone cannot be opened, but the one it was in can. */
export function nearestFolder(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? path : nearestFolder(above);
}
