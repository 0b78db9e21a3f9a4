// Builds the command line when sources are newer than the last build; an installed copy without sources is left alone.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isNewer } from './stale-sources.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src');
const stamp = join(root, 'dist', '.cli-built');

/** The entry of the command line, built. Ends the process with status 1 when it cannot be. */
export function builtEntry() {
  const entry = join(root, 'dist', 'src', 'cli', 'main.js');
  if (existsSync(sources) && isStale(entry)) build();
  if (existsSync(entry)) return new URL('../dist/src/cli/main.js', import.meta.url).href;
  console.error('Kith is not built. Run `npm install` and `npm run build` in its directory.');
  process.exit(1);
}

function isStale(entry) {
  if (!existsSync(entry) || !existsSync(stamp)) return true;
  return isNewer([sources], statSync(stamp).mtimeMs, (file) => /\.(ts|json)$/u.test(file));
}

function build() {
  const startedAt = new Date();
  console.error('Building Kith…');
  const { status } = spawnSync(
    process.execPath,
    [compiler(), '-b', join(sources, 'cli'), join(sources, 'desktop')],
    {
      cwd: root,
      // What a command prints is the only thing on standard output.
      stdio: ['ignore', process.stderr, process.stderr],
    },
  );
  if (status !== 0) {
    console.error('The build failed; nothing was started.');
    process.exit(1);
  }
  writeFileSync(stamp, startedAt.toISOString());
}

function compiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    console.error('The compiler is missing. Run `npm install` in the directory of Kith.');
    process.exit(1);
  }
}
