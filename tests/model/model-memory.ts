// What the process of one node remembers: a crash forgets it.

import type { LaneContext, PeerLink } from '../../src/node/lane/item-context.js';
import { LayeredMap } from '../../src/node/lane/layered-map.js';
import { Numbered, textOf } from './numbered.js';

const NAMES = ['links', 'doubts', 'waits', 'answers', 'changed', 'budgets'] as const;
type Name = (typeof NAMES)[number];
type Entry = readonly [key: string, value: object];

/** The volatile maps of a lane. */
type Maps = Readonly<Record<Name, ReadableMap>>;

export interface Memory {
  readonly number: number;
  readonly content: Readonly<Record<Name, readonly Entry[]>>;
  readonly link: PeerLink | null;
  /** Something is to go on when a minute has passed. */
  readonly isDue: boolean;
}

export class Memories {
  readonly #memories = new Numbered<Memory>();

  of(maps: Maps, isDue: boolean): Memory {
    const content = each((name) => maps[name].entries());
    const link = (content.links[0]?.[1] ?? null) as PeerLink | null;
    return this.#memories.of(textOf([content, isDue]), (number) => ({ number, content, link, isDue }));
  }
}

/** The maps of a process that remembers this; of one that has just begun without it. */
export function mapsOf(memory?: Memory): Maps & Pick<LaneContext, Name> {
  return each((name) => new ReadableMap(memory?.content[name] ?? [])) as Maps & Pick<LaneContext, Name>;
}

/** The same when so much time has passed that nothing is too soon any more. */
export function mapsLater(memory: Memory): Maps {
  return mapsOf({ ...memory, content: { ...memory.content, waits: [], answers: [], budgets: [] } });
}

function each<Value>(make: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(NAMES.map((name) => [name, make(name)])) as Record<Name, Value>;
}

class ReadableMap extends LayeredMap<string, object> {
  readonly #keys = new Set<string>();

  constructor(entries: readonly Entry[]) {
    super();
    for (const [key, value] of entries) this.set(key, value);
    this.keepItem();
    this.keepBatch();
  }

  override set(key: string, value: object): void {
    this.#keys.add(key);
    super.set(key, value);
  }

  entries(): readonly Entry[] {
    return [...this.#keys].sort().flatMap((key): Entry[] => {
      const value = this.get(key);
      return value ? [[key, value]] : [];
    });
  }
}
