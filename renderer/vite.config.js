// The window's bundle: one page and its assets in dist/window, without inline scripts or styles, for browsers from Chromium 114.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // The same files are served from app:// and from a loopback port.
  base: './',
  plugins: [react(), licences()],
  build: {
    outDir: join(import.meta.dirname, '../dist/window'),
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The names of the emoji, which are read when somebody looks for one.
    chunkSizeWarningLimit: 800,
  },
});

/**
 * `licences.json`: the packages the window was bundled from and those the node is installed with, each with the text of its
 * licence as far as it brings one.
 */
function licences() {
  const root = join(import.meta.dirname, '..');
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const bundled = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const fonts = [
        'node_modules/@fontsource-variable/inter',
        'node_modules/@infolektuell/noto-color-emoji',
      ];
      const names = new Set([...bundled.flatMap(packageOf), ...fonts, ...installed(root)]);
      const found = [...names].sort().map((name) => licenceIn(join(root, name)));
      this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify(found) });
    },
  };
}

function packageOf(file) {
  return /node_modules\/(?:@[^/]+\/)?[^/]+(?=\/(?!.*node_modules\/))/u.exec(file)?.[0] ?? [];
}

/** What `npm ci --omit=dev` brings. */
function installed(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.keys(packages).filter(
    (path) =>
      path !== '' && !packages[path].dev && !packages[path].devOptional && existsSync(join(root, path)),
  );
}

function licenceIn(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((entry) => /^(licen[cs]e|copying)/iu.test(entry));
  const text = file === undefined ? '' : readFileSync(join(directory, file), 'utf8');
  return { name, version, license: license ?? '', text };
}
