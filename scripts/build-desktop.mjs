// Bundles main and preload of the desktop app into dist/desktop.

import { fileURLToPath } from 'node:url';
import { buildDesktopIfStale } from './desktop-bundle.mjs';

await buildDesktopIfStale(fileURLToPath(new URL('..', import.meta.url)));
