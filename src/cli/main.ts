// Entry of `kith`: sets up the heap before the program is loaded into it.

import { setFlagsFromString } from 'node:v8';

// Loading is mostly garbage, for which V8 would let the young generation grow to 16 MB and keep them.
setFlagsFromString('--semi-space-growth-factor=1');
await import('./process-shell.js');
