// A Debian package around the unpacked app, by dpkg-deb alone.

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NEEDS = 'libgtk-3-0 | libgtk-3-0t64, libnss3, libasound2 | libasound2t64, libgbm1, libxss1';

/** Chromium's own helper has to belong to root and carry its set-user-id bit where user namespaces are off. */
const POSTINST = `#!/bin/sh
set -e
chown root:root /opt/Kith/chrome-sandbox
chmod 4755 /opt/Kith/chrome-sandbox
`;

const DESKTOP_ENTRY = `[Desktop Entry]
Type=Application
Name=Kith
Comment=Your own node, your own people
Comment[ru]=Свой узел, свои люди
Exec=/opt/Kith/kith %U
Icon=kith
Categories=Network;InstantMessaging;
MimeType=x-scheme-handler/kith;
StartupWMClass=Kith
`;

export function debianPackage({ unpacked, root, out }) {
  const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tree = join(out, 'deb');
  rmSync(tree, { recursive: true, force: true });
  cpSync(unpacked, join(tree, 'opt', 'Kith'), { recursive: true });
  write(tree, 'usr/share/applications/kith.desktop', DESKTOP_ENTRY);
  mkdirSync(join(tree, 'usr/share/icons/hicolor/scalable/apps'), { recursive: true });
  cpSync(
    join(root, 'renderer/public/icon.svg'),
    join(tree, 'usr/share/icons/hicolor/scalable/apps/kith.svg'),
  );
  mkdirSync(join(tree, 'usr/bin'), { recursive: true });
  symlinkSync('/opt/Kith/kith', join(tree, 'usr/bin/kith-desktop'));
  write(tree, 'DEBIAN/control', control({ version, description }));
  write(tree, 'DEBIAN/postinst', POSTINST);
  chmodSync(join(tree, 'DEBIAN/postinst'), 0o755);
  const file = join(out, `kith_${version}_amd64.deb`);
  const { status } = spawnSync('dpkg-deb', ['--root-owner-group', '-Zzstd', '--build', tree, file], {
    stdio: 'inherit',
  });
  rmSync(tree, { recursive: true });
  if (status !== 0) throw new Error('dpkg-deb failed');
  console.log(file);
}

function control({ version, description }) {
  return `Package: kith
Version: ${version}
Architecture: amd64
Maintainer: Kith <kith@localhost>
Section: net
Priority: optional
Depends: ${NEEDS}
Description: ${description}
`;
}

function write(tree, path, content) {
  const file = join(tree, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
}
