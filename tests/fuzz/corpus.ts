// Inputs that reached something no other did, kept for every later run: tests/fuzz/corpus/TARGET/HASH.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bytes } from '../../src/base/bytes.js';

/** In the sources, also for the compiled program. */
const CORPUS = join(import.meta.dirname, '../../../tests/fuzz/corpus');

export interface Kept {
  readonly name: string;
  readonly input: Bytes;
}

export function keptInputs(target: string): Kept[] {
  const directory = join(CORPUS, target);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .toSorted()
    .map((name) => ({ name, input: new Uint8Array(readFileSync(join(directory, name))) }));
}

/** Tells where. */
export function keep(target: string, input: Bytes, prefix = ''): string {
  const directory = join(CORPUS, target);
  mkdirSync(directory, { recursive: true });
  const name = prefix + createHash('sha256').update(input).digest('hex').slice(0, 16);
  const path = join(directory, name);
  writeFileSync(path, input);
  return path;
}
