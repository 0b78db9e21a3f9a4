// Builds the command line when sources are newer than the last build; an installed copy without sources is left alone.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isNewer } from './stale-sources.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src');
const stamp = join(root, 'dist', '.cli-built');

/** The entry of the command line, built. Ends the process with status 1 when it cannot be. */
export async function builtEntry() {
  const entry = join(root, 'dist', 'src', 'cli', 'main.js');
  if (existsSync(sources) && isStale(entry)) await build();
  if (existsSync(entry)) return new URL('../dist/src/cli/main.js', import.meta.url).href;
  console.error('Kith is not built. Run `npm install` and `npm run build` in its directory.');
  process.exit(1);
}

function isStale(entry) {
  if (!existsSync(entry) || !existsSync(stamp)) return true;
  return isNewer([sources], statSync(stamp).mtimeMs, (file) => /\.(ts|json)$/u.test(file));
}

async function build() {
  const startedAt = new Date();
  console.error(
    existsSync(stamp) ? 'Building Kith…' : 'Building Kith; the first time takes a minute or two…',
  );
  const compiling = spawn(
    process.execPath,
    [compiler(), '-b', '--verbose', join(sources, 'cli'), join(sources, 'desktop')],
    { cwd: root, stdio: ['ignore', 'pipe', process.stderr] },
  );
  const ended = once(compiling, 'exit');
  for await (const line of createInterface({ input: compiling.stdout })) tell(line);
  const [status] = await ended;
  if (status !== 0) {
    console.error('The build failed; nothing was started.');
    process.exit(1);
  }
  writeFileSync(stamp, startedAt.toISOString());
}

/** What a command prints is the only thing on standard output, so progress and mistakes go to the other one. */
function tell(line) {
  const [, project] = /^\S+.* - Building project '(.*)'/u.exec(line) ?? [];
  if (project !== undefined) console.error(`  ${relative(root, resolve(root, project, '..'))}`);
  else if (line.trim() !== '' && !/^\d+:\d+:\d+|^ {4}\*/u.test(line)) console.error(line);
}

function compiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    console.error('The compiler is missing. Run `npm install` in the directory of Kith.');
    process.exit(1);
  }
}
