// The window's bundle: one page and its assets in dist/window, without inline scripts or styles, for browsers from Chromium 114.

import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // The same files are served from app:// and from a loopback port.
  base: './',
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, '../dist/window'),
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
