// Whom something can be passed on to, as far as the owner looks for them.

import type { ContactRow } from '../../../src/contract/values.js';

/** Drawn at once; who is further down is found by name. */
const MOST_PEOPLE = 50;

/** Those already chosen stay in sight. */
export function peopleNamed(
  people: readonly ContactRow[],
  search: string,
  chosen: readonly string[],
): readonly ContactRow[] {
  const wanted = folded(search.trim());
  const named = people
    .filter(({ id, name }) => chosen.includes(id) || folded(name).includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name));
  return named.filter(({ id }, index) => index < MOST_PEOPLE || chosen.includes(id));
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}
