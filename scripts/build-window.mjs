// Bundles the window into dist/window when its sources are newer than the bundle.

import { fileURLToPath } from 'node:url';
import { buildWindowIfStale } from './window-bundle.mjs';

await buildWindowIfStale(fileURLToPath(new URL('..', import.meta.url)));
