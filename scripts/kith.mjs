#!/usr/bin/env node
// `kith`: the command line, built first when its sources have changed.

import { builtEntry } from './build-stale.mjs';

await import(builtEntry());
