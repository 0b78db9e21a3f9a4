// Starting with the system's session: on Linux a desktop file where all desktops look for one, elsewhere by Electron.

import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearestFolder } from './take-home.js';

export interface Autostart {
  /** The system lets it be changed, as far as can be told without changing it. */
  isPossible(): boolean;
  isOn(): boolean;
  /** False when it could not be changed. */
  set(isOn: boolean): boolean;
}

/** The desktop file below the directory the user's settings live in. */
export function autostartFile(env: NodeJS.ProcessEnv, home: string): string {
  const given = env['XDG_CONFIG_HOME'];
  // The standard tells to pass over a path that is not absolute.
  return join(given?.startsWith('/') ? given : join(home, '.config'), 'autostart', 'kith.desktop');
}

/** @param command the program and its arguments, as the system starts them */
export function xdgAutostart(file: string, command: readonly string[]): Autostart {
  return {
    isPossible: () => {
      try {
        accessSync(nearestFolder(dirname(file)), constants.W_OK);
        return true;
      } catch {
        return false;
      }
    },
    isOn: () => {
      try {
        return !/^(Hidden=true|X-GNOME-Autostart-enabled=false)$/mu.test(readFileSync(file, 'utf8'));
      } catch {
        return false;
      }
    },
    set: (isOn) => {
      try {
        if (!isOn) rmSync(file, { force: true });
        else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, desktopEntry(command), { mode: 0o644 });
        }
        return true;
      } catch {
        return false;
      }
    },
  };
}

function desktopEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Kith',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** As the Desktop Entry Specification wants arguments: quoted, `%` doubled, and backslashes once more for the file itself. */
function quoted(argument: string): string {
  const inside = argument.replace(/["`$\\]/gu, (sign) => `\\${sign}`).replaceAll('%', '%%');
  return `"${inside.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}"`;
}
