// What may happen to a store while faces look at it.

import fc from 'fast-check';
import { CONVERSATION, type FakeStore } from './view-fixture.js';

export type Change =
  | { readonly kind: 'put' | 'drop'; readonly place: number; readonly text: string }
  | { readonly kind: 'move'; readonly place: number; readonly to: number }
  | { readonly kind: 'clear' | 'answer' | 'late' };

const place = fc.nat(12);
export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), place, text: fc.string() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), place, text: fc.constant('') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), place, to: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom('answer' as const, 'late' as const) }) },
);

/** Changes the store as the change does; returns the entities of the commit. */
export function apply(store: FakeStore, change: Change, names: (position: string) => string[]): string[] {
  const text = (number: number) => String(number).padStart(3, '0');
  switch (change.kind) {
    case 'put': {
      const position = text(change.place);
      store.put(position, change.text, store.rows.get(position)?.id ?? store.newId());
      return names(position);
    }
    case 'drop':
      store.rows.delete(text(change.place));
      return names(text(change.place));
    case 'move': {
      const [from, to] = [text(change.place), text(change.to)];
      const row = store.rows.get(from);
      if (!row || store.rows.has(to)) return [];
      store.rows.delete(from);
      store.put(to, row.text, row.id);
      return [...names(from), ...names(to)];
    }
    case 'clear':
      store.rows.clear();
      return [`history:${CONVERSATION}`];
    case 'answer':
    case 'late':
      return [];
  }
}
