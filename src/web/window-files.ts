// The built window, read once: what is served is this list, and no request is ever a path on the disk.

import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { AppError } from '../base/app-error.js';

export interface WindowFile {
  readonly type: string;
  readonly body: Buffer;
}

/** By path relative to the page, with slashes; the page itself is the empty path. */
export type WindowFiles = ReadonlyMap<string, WindowFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** @throws {AppError} WINDOW_MISSING when the window was not built */
export async function readWindowFiles(dir: string): Promise<WindowFiles> {
  const files = new Map<string, WindowFile>();
  for (const entry of await entriesOf(dir)) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(dir, path).split(sep).join('/');
    files.set(name === 'index.html' ? '' : name, { type, body: await readFile(path) });
  }
  if (!files.has('')) throw new AppError('WINDOW_MISSING');
  return files;
}

async function entriesOf(dir: string) {
  try {
    return await readdir(dir, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw new AppError('WINDOW_MISSING', {}, error);
  }
}
