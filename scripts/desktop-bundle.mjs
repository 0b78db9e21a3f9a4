// The desktop app's main and preload as one CommonJS file each: a sandboxed preload can load nothing, and of the runtimes not
// all take a module as main. Made anew when sources have changed.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isNewer } from './stale-sources.mjs';

const ENTRIES = { main: 'src/desktop/main/main.ts', preload: 'src/desktop/preload/preload.ts' };

export async function buildDesktopIfStale(root) {
  const out = join(root, 'dist', 'desktop');
  const sources = join(root, 'src');
  if (!existsSync(sources)) return;
  const last = join(out, 'preload.cjs');
  if (existsSync(last) && !isNewer([sources], statSync(last).mtimeMs, (file) => file.endsWith('.ts'))) return;
  const { build } = await import('vite');
  for (const [name, entry] of Object.entries(ENTRIES)) await build(bundle({ root, out, name, entry }));
}

function bundle({ root, out, name, entry }) {
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(root, entry),
      outDir: out,
      emptyOutDir: false,
      target: 'node18',
      minify: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false } },
    },
  };
}
