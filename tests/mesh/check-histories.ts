// What the two histories of a pair say about the messages that were sent: nothing missing, twice, out of order or made up.

/** What one side's history shows, oldest first. */
export interface ShownMessage {
  /** Number of the node that wrote it. */
  readonly author: number;
  readonly text: string;
}

/** `delivered`: shown by both sides. The others count what is wrong in either history. */
export interface Findings {
  readonly sent: number;
  readonly delivered: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly reordered: number;
  readonly phantom: number;
}

export interface PairEvidence {
  /** Accepted by the author's node, in the author's order. */
  readonly sent: readonly ShownMessage[];
  /** Of both sides. */
  readonly histories: readonly [readonly ShownMessage[], readonly ShownMessage[]];
}

export function checkPair({ sent, histories }: PairEvidence): Findings {
  const places = new Map(sent.map((message, place) => [keyOf(message), place]));
  const [one, other] = histories.map((shown) => shown.map(keyOf)) as [string[], string[]];
  const sides = [one, other].map((keys) => checkSide(keys, places));
  const sum = (name: keyof (typeof sides)[number]) => sides.reduce((total, side) => total + side[name], 0);
  const [inOne, inOther] = [new Set(one), new Set(other)];
  return {
    sent: sent.length,
    delivered: [...places.keys()].filter((key) => inOne.has(key) && inOther.has(key)).length,
    lost: sum('lost'),
    duplicated: sum('duplicated'),
    reordered: misplaced(histories[0], places) + misplaced(histories[1], places) + differences(one, other),
    phantom: sum('phantom'),
  };
}

export function addFindings(a: Findings, b: Findings): Findings {
  return {
    sent: a.sent + b.sent,
    delivered: a.delivered + b.delivered,
    lost: a.lost + b.lost,
    duplicated: a.duplicated + b.duplicated,
    reordered: a.reordered + b.reordered,
    phantom: a.phantom + b.phantom,
  };
}

export const NO_FINDINGS: Findings = {
  sent: 0,
  delivered: 0,
  lost: 0,
  duplicated: 0,
  reordered: 0,
  phantom: 0,
};

function checkSide(keys: readonly string[], places: ReadonlyMap<string, number>) {
  const known = keys.filter((key) => places.has(key));
  const unique = new Set(known);
  return {
    lost: places.size - unique.size,
    duplicated: known.length - unique.size,
    phantom: keys.length - known.length,
  };
}

/** Messages shown behind a later one of the same author. */
function misplaced(shown: readonly ShownMessage[], places: ReadonlyMap<string, number>): number {
  const latest = new Map<number, number>();
  let count = 0;
  for (const message of shown) {
    const place = places.get(keyOf(message));
    if (place === undefined) continue;
    const before = latest.get(message.author) ?? -1;
    if (place < before) count += 1;
    latest.set(message.author, Math.max(place, before));
  }
  return count;
}

/** Places at which the two sides show what both have in another order. */
function differences(one: readonly string[], other: readonly string[]): number {
  const [inOne, inOther] = [new Set(one), new Set(other)];
  const [left, right] = [
    new Set(one.filter((key) => inOther.has(key))),
    new Set(other.filter((key) => inOne.has(key))),
  ];
  const rightOrder = [...right];
  return [...left].filter((key, place) => rightOrder[place] !== key).length;
}

function keyOf({ author, text }: ShownMessage): string {
  return `${author} ${text}`;
}
