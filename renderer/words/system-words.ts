import type { MessageRow } from '../../src/contract/values.js';
import en from '../locales/en.json' with { type: 'json' };
import { displayName } from '../text/display-name.js';
import { type WordKey, words } from './language.js';

export interface SystemText {
  readonly key: WordKey;
  readonly counts: Readonly<Record<string, number>>;
  /** What others are called, and chose. */
  readonly names: Readonly<Record<string, string>>;
}

/** A system line about the contact called `name`; one without words of its own says that it is unknown. */
export function systemText({ system }: Pick<MessageRow, 'system'>, name: string): SystemText {
  const counts: Record<string, number> = {};
  const names: Record<string, string> = { name: displayName(name, '…') };
  for (const [key, value] of Object.entries(system?.params ?? {}))
    if (typeof value === 'number') counts[key] = value;
    else names[key] = displayName(String(value), '…');
  return { key: keyOf(system?.code ?? ''), counts, names };
}

/** As words alone, where no elements can stand. */
export function systemWords(row: Pick<MessageRow, 'system'>, name: string): string {
  const { key, counts, names } = systemText(row, name);
  return words(key, { ...names, ...counts });
}

function keyOf(code: string): WordKey {
  if (Object.hasOwn(en.system, code) || Object.hasOwn(en.system, `${code}_one`))
    return `system.${code}` as WordKey;
  return Object.hasOwn(en.errors, code) ? (`errors.${code}` as WordKey) : 'system.unknown';
}
