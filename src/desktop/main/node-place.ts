// Where the node's files are, and which program runs them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

export interface NodePlace {
  /** What the process of the node starts with. */
  readonly entry: string;
  /** A Node.js to run it on, by KITH_NODE_RUNTIME; undefined: Electron's own. */
  readonly chosen: string | undefined;
}

export function nodePlace(): NodePlace {
  // Packaged, the node lies beside the archive, as files that every Node.js can read.
  const files = app.getAppPath().replace(/app\.asar$/u, 'app.asar.unpacked');
  return {
    entry: join(files, 'dist', 'src', 'desktop', 'node-process', 'main.js'),
    chosen: app.isPackaged && !isTestBuild() ? undefined : process.env['KITH_NODE_RUNTIME'] || undefined,
  };
}

/** Made by `npm run package -- --test-runtime`, to be tested where Electron's own Node.js is too old. */
export function isTestBuild(): boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  return (
    typeof manifest === 'object' &&
    manifest !== null &&
    'kithTestRuntime' in manifest &&
    manifest.kithTestRuntime === true
  );
}
