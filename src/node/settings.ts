// The settings as the command line shows them.

import { generateConfig, type SettingRow, showConfig } from '../adapters/config/config-text.js';
import { loadConfig } from '../adapters/config/load-config.js';
import type { AppError } from '../base/app-error.js';

/** The text of a config.conf in which every setting stands at its default. */
export { generateConfig };

/** Every mistake in the file; it must be there. */
export function validateConfig(file: string): readonly AppError[] {
  const loaded = loadConfig({ file, fileRequired: true, env: {}, flags: {} });
  return loaded.ok ? [] : loaded.error;
}

/** What holds, and where each value comes from. @throws {AppError} CONFIG_INVALID, the first mistake */
export function shownConfig(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string>>,
): readonly SettingRow[] {
  const loaded = loadConfig({ file, fileRequired: false, env, flags });
  if (loaded.ok) return showConfig(loaded.value);
  throw loaded.error[0] ?? new TypeError('a refusal names its mistakes');
}
