// The gallery's bundle: made like the window's, shipped with nothing.

import { join } from 'node:path';
import { mergeConfig } from 'vite';
import window from '../vite.config.js';

export default mergeConfig(window, {
  root: import.meta.dirname,
  publicDir: join(import.meta.dirname, '../public'),
  build: { outDir: join(import.meta.dirname, '../../dist/gallery'), chunkSizeWarningLimit: 2_000 },
});
