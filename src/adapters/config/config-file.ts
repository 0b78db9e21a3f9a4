// Promise: every line of the file is either understood or reported with its number; nothing is skipped in silence.

import { parse } from 'ini';
import type { AppError } from '../../base/app-error.js';
import { configError, type Place } from './config-error.js';
import { nearestWord } from './nearest-word.js';
import { settingNames, settings, type SettingName } from './settings.js';

export interface FileValue {
  readonly text: string;
  readonly place: Place;
}

export interface FileValues {
  readonly values: ReadonlyMap<SettingName, FileValue>;
  readonly errors: readonly AppError[];
}

const SECTION_LINE = /^\[([^\]]*)\]$/;
const sectionNames = [...new Set(settingNames.map((name) => settings[name].section))];

/** Reads INI text. `file` is only named in errors. */
export function readConfigText(text: string, file: string): FileValues {
  const values = new Map<SettingName, FileValue>();
  const errors: AppError[] = [];
  let section = '';
  // An editor of Windows may put a byte order mark first.
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const line = index + 1;
    const named = SECTION_LINE.exec(content)?.[1]?.trim();
    if (named !== undefined) {
      section = named;
      if (!sectionNames.some((name) => name === section)) errors.push(unknownSection(file, line, section));
      continue;
    }
    const found = readEntry(content, { file, line, section });
    // What stands in an unknown section was reported with the section.
    if (found === 'ignored') continue;
    if ('fault' in found) errors.push(found);
    else if (values.has(found.name))
      errors.push(configError(found.value.place, found.value.text, 'only once'));
    else values.set(found.name, found.value);
  }
  return { values, errors };
}

function readEntry(
  content: string,
  at: Omit<Place, 'key'>,
): { readonly name: SettingName; readonly value: FileValue } | AppError | 'ignored' {
  if (at.section !== '' && !sectionNames.some((name) => name === at.section)) return 'ignored';
  // One line at a time: the library does not say on which line it found what.
  const parsed: Record<string, unknown> = parse(content);
  const [parsedKey, written] = Object.entries(parsed)[0] ?? [content, true];
  // The library takes `key[]` for one of a list; there are no lists here.
  const key = Array.isArray(written) ? `${parsedKey}[]` : parsedKey;
  const place = { ...at, key };
  if (!content.includes('=')) return configError(place, '', 'key = value');
  const text = String(written);
  const name = settingNames.find((one) => settings[one].section === at.section && settings[one].key === key);
  return name === undefined ? unknownKey(place, text) : { name, value: { text, place } };
}

function unknownSection(file: string, line: number, section: string): AppError {
  const listed = sectionNames.map((name) => `[${name}]`).join(', ');
  const meant = nearestWord(section, sectionNames);
  return configError(
    { file, line, section },
    '',
    withGuess(`one of the sections ${listed}`, meant && `[${meant}]`),
  );
}

function unknownKey(place: Place, text: string): AppError {
  const { section, key } = place;
  const known = settingNames.map((name) => settings[name]);
  const keys = known.filter((one) => one.section === section).map((one) => one.key);
  const elsewhere = known.find((one) => one.key === key.toLowerCase());
  const expected = section === '' ? 'a section before the first key' : `one of the keys ${keys.join(', ')}`;
  const moved = elsewhere && `${elsewhere.key} in [${elsewhere.section}]`;
  return configError(place, text, withGuess(expected, nearestWord(key, keys) ?? moved));
}

function withGuess(expected: string, meant: string | undefined): string {
  return meant === undefined ? expected : `${expected}; did you mean ${meant}?`;
}
