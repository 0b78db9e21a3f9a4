// Removes compiled files whose source is gone, and with them the tests of deleted sources: tests run from dist.

import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const COMPILED = /^(.*)\.(?:d\.ts|d\.ts\.map|js|js\.map)$/;
const SOURCES = ['.ts', '.tsx'];

let removed = 0;
for (const folder of ['src', 'tests', 'bench', 'scripts', 'renderer']) clean(join(dist, folder));
if (removed > 0) console.log(`removed ${removed} compiled files without a source`);

function clean(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) clean(path);
    else removeWithoutSource(path);
  }
}

function removeWithoutSource(path) {
  const stem = COMPILED.exec(relative(dist, path))?.[1];
  if (stem === undefined || SOURCES.some((suffix) => existsSync(join(root, stem + suffix)))) return;
  rmSync(path);
  removed += 1;
}
