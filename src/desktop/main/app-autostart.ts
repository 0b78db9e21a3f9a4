import { homedir } from 'node:os';
import { app } from 'electron';
import { type Autostart, autostartFile, xdgAutostart } from './autostart.js';
import type { DesktopStart } from './start-arguments.js';

/** For this app with the home and settings it was started with; it opens without its window where something can bring it back. */
export function appAutostart(start: Pick<DesktopStart, 'home' | 'flags'>): Autostart {
  const args = [...ownArguments(start), '--hidden'];
  // An AppImage runs from a place that is gone when it ends. A working copy is an argument of Electron itself.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  const command = app.isPackaged ? [program, ...args] : [process.execPath, app.getAppPath(), ...args];
  if (process.platform === 'linux') return xdgAutostart(autostartFile(process.env, homedir()), command);
  return {
    isPossible: () => process.platform === 'darwin' || process.platform === 'win32',
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (isOn) => {
      app.setLoginItemSettings({ openAtLogin: isOn, args });
      return true;
    },
  };
}

function ownArguments({ home, flags }: Pick<DesktopStart, 'home' | 'flags'>): readonly string[] {
  const given = { ...(home !== undefined && { home }), ...flags };
  return Object.entries(given).flatMap(([name, value]) => [`--${name.replaceAll('_', '-')}`, value]);
}
