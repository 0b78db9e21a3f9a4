import { defaultHome, homeIn } from '../adapters/filesystem/home.js';

/** `--home`, else KITH_HOME, else the operating system's place for such data; absolute. */
export function resolveHome(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const chosen = flag ?? env['KITH_HOME'];
  return (chosen === undefined || chosen === '' ? defaultHome() : homeIn(chosen)).dir;
}
