// `npm start`: `kith start`, built first when its sources have changed.

import { builtEntry } from './build-stale.mjs';

const entry = builtEntry();
process.argv.splice(2, 0, 'start');
await import(entry);
