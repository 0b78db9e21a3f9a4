import type { MessageRow } from '../../src/contract/values.js';
import en from '../locales/en.json' with { type: 'json' };
import { displayName } from '../text/display-name.js';
import { type WordKey, words } from './language.js';

/** The sentence of a system line about the contact called `name`; one without words of its own says that it is unknown. */
export function systemWords({ system }: Pick<MessageRow, 'system'>, name: string): string {
  const code = system?.code ?? '';
  const params: Record<string, string | number> = { name: displayName(name, '…') };
  for (const [key, value] of Object.entries(system?.params ?? {}))
    params[key] = typeof value === 'number' ? value : displayName(String(value), '…');
  return words(keyOf(code), params);
}

function keyOf(code: string): WordKey {
  if (Object.hasOwn(en.system, code) || Object.hasOwn(en.system, `${code}_one`))
    return `system.${code}` as WordKey;
  return Object.hasOwn(en.errors, code) ? (`errors.${code}` as WordKey) : 'system.unknown';
}
