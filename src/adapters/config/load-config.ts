// Promise: a configuration is whole and valid, or every mistake in it is reported at once and nothing starts.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../base/app-error.js';
import { fromUtf8 } from '../../base/bytes.js';
import { err, ok, type Result } from '../../base/result.js';
import { configError, type Place } from './config-error.js';
import { readConfigText, type FileValues } from './config-file.js';
import { settingNames, settings, type Config, type Setting, type SettingName } from './settings.js';

export type Source = 'flag' | 'environment' | 'file' | 'default';

export interface LoadedConfig {
  readonly config: Config;
  readonly sources: Readonly<Record<SettingName, Source>>;
}

export interface ConfigInput {
  readonly file: string;
  /** The owner named this file, so it must be there. */
  readonly fileRequired: boolean;
  /** An empty variable counts as not set. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the command line gave, by the names the settings have in the file. */
  readonly flags: Readonly<Record<string, string | undefined>>;
}

interface Candidate {
  readonly source: Source;
  readonly text: string;
  readonly place: Partial<Place>;
}

/**
 * Flags over environment over file over defaults. Every error is a CONFIG_INVALID, see `configError`, or ACCESS_DENIED {file}
 * where the system does not let the file, or the folder it would lie in, be read.
 */
export function loadConfig(input: ConfigInput): Result<LoadedConfig, readonly AppError[]> {
  const file = readConfigFile(input);
  const chosen = settingNames.map((name) => ({ name, ...choose(name, input, file) }));
  const errors = [...file.errors];
  const values: [SettingName, unknown][] = [];
  for (const { name, text, place } of chosen) {
    const setting: Setting = settings[name];
    const checked = setting.schema.safeParse(text);
    if (checked.success) values.push([name, checked.data]);
    else errors.push(configError(place, text, setting.expected));
  }
  const halves = chosen.filter(({ name }) => name === 'certificate' || name === 'privateKey');
  const [given, missing] = [halves.find(({ text }) => text !== ''), halves.find(({ text }) => text === '')];
  if (given && missing) errors.push(configError(given.place, given.text, settings[given.name].expected));
  if (errors.length > 0) return err(errors);
  return ok({
    // The table's own schemas made every value, so each has the type the table says.
    config: Object.fromEntries(values) as Config,
    sources: Object.fromEntries(chosen.map(({ name, source }) => [name, source])) as LoadedConfig['sources'],
  });
}

function choose(name: SettingName, { env, flags, file }: ConfigInput, { values }: FileValues): Candidate {
  const setting: Setting = settings[name];
  const flag = flags[setting.key];
  if (flag !== undefined) {
    return { source: 'flag', text: path(setting, flag), place: { key: setting.flag ?? setting.key } };
  }
  const variable = env[setting.environment];
  if (variable !== undefined && variable !== '') {
    return { source: 'environment', text: path(setting, variable), place: { key: setting.environment } };
  }
  const written = values.get(name);
  if (written) {
    return { source: 'file', text: path(setting, written.text, dirname(file)), place: written.place };
  }
  return { source: 'default', text: setting.fallback, place: { key: setting.key } };
}

function path(setting: Setting, text: string, directory = '.'): string {
  return setting.isPath && text !== '' ? resolve(directory, text) : text;
}

function readConfigFile({ file, fileRequired }: ConfigInput): FileValues {
  const nothing: FileValues = { values: new Map(), errors: [] };
  try {
    const text = fromUtf8(readFileSync(file));
    if (text !== undefined) return readConfigText(text, file);
    return { ...nothing, errors: [configError({ file }, '', 'text in UTF-8')] };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : undefined;
    if (reason === 'ENOENT' && !fileRequired) return nothing;
    if (reason === 'EACCES' || reason === 'EPERM')
      return { ...nothing, errors: [new AppError('ACCESS_DENIED', { file }, error)] };
    return { ...nothing, errors: [configError({ file }, '', 'a file that can be read')] };
  }
}
