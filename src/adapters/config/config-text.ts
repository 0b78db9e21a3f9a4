// Promise: a generated configuration is the documentation of every setting and can be read back.

import { formatHostPort } from '../../base/host-port.js';
import type { LoadedConfig, Source } from './load-config.js';
import { settingNames, settings, type Config, type Setting, type SettingName } from './settings.js';

export interface SettingRow {
  readonly section: string;
  readonly key: string;
  /** As it would be written in the file; null: not set. */
  readonly value: string | null;
  readonly source: Source;
}

const HEADER = `# Configuration of a Kith node: config.conf in its home, or the file given with --config.
# Flags win over KITH_* environment variables, those over this file, and this file over the defaults shown here.
# A line that is not understood is an error: it is named and nothing starts. # and ; begin comments.
`;

/** Every setting with its default and one line of meaning; the content of config.conf.example. */
export function generateConfig(): string {
  let text = HEADER;
  let section = '';
  for (const name of settingNames) {
    const setting: Setting = settings[name];
    if (setting.section !== section) text += `\n[${setting.section}]\n`;
    section = setting.section;
    const ways = [setting.environment, setting.flag].filter((way) => way !== undefined).join(', ');
    text += `\n# ${setting.meaning} (${ways})\n${`${setting.key} = ${setting.fallback}`.trimEnd()}\n`;
  }
  return text;
}

/** What is in force, and where each value comes from. */
export function showConfig({ config, sources }: LoadedConfig): readonly SettingRow[] {
  return settingNames.map((name) => {
    const { section, key } = settings[name];
    return { section, key, value: writtenValue(config[name]), source: sources[name] };
  });
}

function writtenValue(value: Config[SettingName]): string | null {
  if (value === false) return 'no';
  if (value === null || typeof value !== 'object') return value === null ? null : String(value);
  const addresses = value.map(({ host, port }) => (port === null ? host : formatHostPort({ host, port })));
  return addresses.length === 0 ? null : addresses.join(', ');
}
