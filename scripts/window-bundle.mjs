// The window's bundle, made anew when its sources have changed; an installed copy without sources is left alone.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isNewer } from './stale-sources.mjs';

const SOURCE = /\.(?:tsx?|css|json|html|svg|js)$/u;

export async function buildWindowIfStale(root) {
  const page = join(root, 'dist', 'window', 'index.html');
  const sources = ['renderer', 'src/contract', 'src/base'].map((folder) => join(root, folder));
  if (!existsSync(sources[0])) return;
  if (existsSync(page) && !isNewer(sources, statSync(page).mtimeMs, (file) => SOURCE.test(file))) return;
  console.error('Building the window…');
  // Not needed, and perhaps not installed, where everything is built.
  const { build } = await import('vite');
  await build({ configFile: join(sources[0], 'vite.config.js'), logLevel: 'warn' });
}
