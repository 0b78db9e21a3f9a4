// `npm run package`: the desktop app as a directory and a Debian package, made offline from a given Electron directory.
// --electron DIR (or ELECTRON_OVERRIDE_DIST_PATH) names it, --electron-version says which it is; --target dir makes the directory alone; AppImage, nsis or dmg what needs a network or that system.
// --test-runtime makes an app that listens to KITH_NODE_RUNTIME, and whose window says so.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import { debianPackage } from './debian-package.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    electron: { type: 'string', default: process.env['ELECTRON_OVERRIDE_DIST_PATH'] },
    'electron-version': { type: 'string' },
    out: { type: 'string', default: join(root, 'out') },
    target: { type: 'string', default: 'deb' },
    'test-runtime': { type: 'boolean', default: false },
  },
});

const PLATFORMS = {
  deb: Platform.LINUX,
  dir: Platform.LINUX,
  AppImage: Platform.LINUX,
  nsis: Platform.WINDOWS,
  dmg: Platform.MAC,
};
if (!(values.target in PLATFORMS)) throw new Error('--target is one of deb, dir, AppImage, nsis and dmg');

const NODE_PART = ['dist/src/**', 'node_modules/**', 'package.json'];

await build({
  projectDir: root,
  publish: 'never',
  // A Debian package is made of the directory, without electron-builder's own maker, which would be fetched.
  targets: PLATFORMS[values.target].createTarget(values.target === 'deb' ? 'dir' : values.target),
  config: {
    appId: 'chat.kith.Kith',
    productName: 'Kith',
    directories: { output: values.out },
    files: [
      'package.json',
      'dist/desktop/*.cjs',
      'dist/window/**',
      'dist/src/**/*.js',
      '!dist/src/testing/**',
      '!**/*.test.js',
    ],
    // The node runs in a process of its own, with native code and threads: as files, which every Node.js can read.
    asarUnpack: NODE_PART,
    npmRebuild: false,
    extraMetadata: { kithTestRuntime: values['test-runtime'] },
    protocols: [{ name: 'Kith', schemes: ['kith'] }],
    linux: { executableName: 'kith', category: 'Network' },
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      ...(major(givenElectron().electronVersion) >= 29 && { grantFileProtocolExtraPrivileges: false }),
      resetAdHocDarwinSignature: false,
    },
    ...givenElectron(),
  },
});
if (values.target === 'deb')
  debianPackage({ unpacked: join(values.out, 'linux-unpacked'), root, out: values.out });

/** That fuse came with Electron 29; the version of package.json has it. */
function major(version) {
  return version === undefined ? Infinity : Number(version.split('.')[0]);
}

/** Without a directory electron-builder fetches the version of package.json. */
function givenElectron() {
  if (values.electron === undefined) return {};
  if (!existsSync(values.electron)) throw new Error(`there is no ${values.electron}`);
  const installed = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.electron;
  return { electronDist: values.electron, electronVersion: values['electron-version'] ?? installed };
}
