// The port the window had last: a browser keeps what the owner set for the window by the address it came from.

import { readFile, writeFile } from 'node:fs/promises';

const LARGEST_PORT = 65_535;

/** Undefined: none is noted, or nothing that can be one. */
export async function lastPort(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const port = Number(text);
  return /^[1-9]\d{0,4}\n$/u.test(text) && port <= LARGEST_PORT ? port : undefined;
}

/** A window whose port could not be noted works as well. */
export async function notePort(file: string, port: number): Promise<void> {
  await writeFile(file, `${String(port)}\n`, { mode: 0o600 }).catch(() => undefined);
}
