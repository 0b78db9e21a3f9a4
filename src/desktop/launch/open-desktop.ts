// Starts Electron with the app and stays as long as it runs.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface DesktopRun {
  readonly electron: string;
  /** The directory with package.json. */
  readonly app: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Resolves with the exit status of the app. */
export async function openDesktop({ electron, app, args, env }: DesktopRun): Promise<number> {
  const child = spawn(electron, [app, ...args], { stdio: 'inherit', env: withNodeRuntime(env) });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  try {
    // Its type allows anything; Node gives the status, or null after a signal.
    const [status] = (await once(child, 'exit')) as [number | null];
    return status ?? 1;
  } finally {
    process.off('SIGINT', pass).off('SIGTERM', pass);
  }
}

/** An Electron of the owner's choice brings a Node.js nobody tried; the node runs on the one that runs this. */
function withNodeRuntime(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!env['ELECTRON_OVERRIDE_DIST_PATH'] || env['KITH_NODE_RUNTIME']) return env;
  return { ...env, KITH_NODE_RUNTIME: process.execPath };
}
