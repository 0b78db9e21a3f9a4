#!/usr/bin/env node
// `kith`: the command line, and with --ui the window, built first when their sources have changed.

import { fileURLToPath } from 'node:url';
import { builtEntry } from './build-stale.mjs';
import { buildWindowIfStale } from './window-bundle.mjs';

const entry = await builtEntry();
if (process.argv.some((arg) => /^--ui(?:-port)?(?:=|$)/u.test(arg)))
  await buildWindowIfStale(fileURLToPath(new URL('..', import.meta.url)));
await import(entry);
