import type { ViewName, ViewParams } from '../../contract/views.js';
import type { DurableView } from './durable-view.js';

/** Keys of the rows these entities concern, or 'all'. */
export function changedKeys<Name extends ViewName>(
  { view, params }: { readonly view: DurableView<Name>; readonly params: ViewParams<Name> },
  entities: Iterable<string>,
  oldest?: string,
): ReadonlySet<string> | 'all' {
  const keys = new Set<string>();
  for (const entity of entities) {
    const affected = view.affects(entity, params, oldest);
    if (affected === 'all') return 'all';
    for (const key of affected ?? []) keys.add(key);
  }
  return keys;
}
