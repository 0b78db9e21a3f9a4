// What the shells may use of the node.

import { defaultHome, homeIn } from '../adapters/filesystem/home.js';
import { generateConfig, shownConfig, validateConfig } from './settings.js';

export { connectToNode } from './connect.js';
export { createNode as runNode } from './create-node.js';
export { changePasswordOffline, createIdentity } from './offline.js';

/** `--home`, else KITH_HOME, else the operating system's place for such data; absolute. */
export function resolveHome(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const chosen = flag ?? env['KITH_HOME'];
  return (chosen === undefined || chosen === '' ? defaultHome() : homeIn(chosen)).dir;
}

export const config = { generate: generateConfig, validate: validateConfig, show: shownConfig };
