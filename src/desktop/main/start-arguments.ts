// What the desktop app was started with, among the switches Electron and Chromium take for themselves.

import { parseArgs } from 'node:util';
import { deepLinkIn } from './deep-link.js';

export interface DesktopStart {
  readonly home: string | undefined;
  /** Settings by their names in config.conf, and `config`: the file itself. */
  readonly flags: Readonly<Record<string, string>>;
  /** Started by the system at login: without a window, where there is another way to open it. */
  readonly isHidden: boolean;
  readonly link: string | undefined;
}

const OPTIONS = {
  home: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  'public-ip': { type: 'string' },
  config: { type: 'string' },
  hidden: { type: 'boolean' },
} as const;

export function desktopStart(args: readonly string[]): DesktopStart {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: false, allowPositionals: true });
  const { home, hidden, host, port, 'public-ip': publicIp, config } = values;
  return {
    home: text(home),
    flags: given({ host, port, public_ip: publicIp, config }),
    isHidden: hidden === true,
    link: deepLinkIn(args),
  };
}

function given(flags: Readonly<Record<string, string | boolean | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(flags).filter((entry): entry is [string, string] => text(entry[1]) !== undefined),
  );
}

/** A switch without its value says nothing. */
function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
