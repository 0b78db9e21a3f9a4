// Where Electron's executable is. The package's own way to find it would fetch it when it is not there.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** ELECTRON_OVERRIDE_DIST_PATH, else what the `electron` package installed; undefined when there is none. */
export function electronRuntime(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const executable = override ? join(override, executableName(process.platform)) : installedRuntime();
  return executable !== undefined && existsSync(executable) ? executable : undefined;
}

function installedRuntime(): string | undefined {
  try {
    const directory = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    return join(directory, 'dist', readFileSync(join(directory, 'path.txt'), 'utf8'));
  } catch {
    return undefined;
  }
}

function executableName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}
