#!/usr/bin/env node
// Starts the command line from the compiled tree.

import { existsSync } from 'node:fs';

const main = new URL('../dist/src/cli/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  console.error('kith is not built yet: run "npm run build" first');
  process.exitCode = 1;
}
