// Which face `npm start` shows, and why it is not the window it could have been.

import { parseArgs } from 'node:util';

export interface Surroundings {
  /** As typed behind `npm start --`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Electron's executable, where there is one. */
  readonly electron: string | undefined;
}

/** desktop: start `electron` with `args` behind the app. command: run `kith` with `args`, after saying `why`. */
export type Face =
  | { readonly face: 'desktop'; readonly electron: string; readonly args: readonly string[] }
  | { readonly face: 'command'; readonly args: readonly string[]; readonly why: string | undefined };

export function chooseFace(surroundings: Surroundings): Face {
  const { args, electron } = surroundings;
  // What a window does not understand is asked of the terminal, or wrong; the command line says so.
  if (!isForWindow(args)) return { face: 'command', args: ['start', ...args], why: undefined };
  const why = obstacle(surroundings);
  if (why === undefined && electron !== undefined) return { face: 'desktop', electron, args };
  const forNode = args.filter((arg) => arg !== '--hidden' && arg !== NO_SANDBOX && !arg.startsWith('kith:'));
  return { face: 'command', args: ['node', '--ui', ...forNode], why };
}

const NO_SANDBOX = '--no-sandbox';

function obstacle({ args, env, platform, isRoot, electron }: Surroundings): string | undefined {
  const isX = platform !== 'darwin' && platform !== 'win32';
  if (isX && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    return 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so Kith opens in your browser, at the address it prints.';
  if (electron === undefined)
    return "Electron's runtime is not installed, so Kith opens in your browser, at the address it prints. For a window of its own run `npx install-electron` once.";
  if (isX && isRoot && !args.includes(NO_SANDBOX))
    return 'Electron cannot protect its window when root starts it, so Kith opens in your browser, at the address it prints. Start it as an ordinary user; `npm start -- --no-sandbox` does without the protection.';
  return undefined;
}

const OPTIONS = {
  home: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  'public-ip': { type: 'string' },
  config: { type: 'string' },
  hidden: { type: 'boolean' },
  'no-sandbox': { type: 'boolean' },
} as const;

function isForWindow(args: readonly string[]): boolean {
  try {
    const { positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return positionals.every((arg) => arg.startsWith('kith:'));
  } catch {
    return false;
  }
}
