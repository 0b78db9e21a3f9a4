// What the two histories of a pair say about the messages that were sent: nothing missing, twice, out of order or made up.

/** What one side's history shows, oldest first. */
export interface ShownMessage {
  /** Number of the node that wrote it. */
  readonly author: number;
  readonly text: string;
}

export interface Findings {
  readonly delivered: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly reordered: number;
  readonly phantom: number;
}

export interface PairEvidence {
  /** Accepted by the author's node, in the author's order. */
  readonly sent: readonly ShownMessage[];
  /** Histories of both sides. */
  readonly histories: readonly (readonly ShownMessage[])[];
}

export function checkPair({ sent, histories }: PairEvidence): Findings {
  const findings = histories.map((shown) => checkOne(sent, shown));
  const sum = (count: (one: Findings) => number) => findings.reduce((total, one) => total + count(one), 0);
  return {
    delivered: sent.filter((message) => histories.every((shown) => holds(shown, message))).length,
    lost: sum((one) => one.lost),
    duplicated: sum((one) => one.duplicated),
    reordered: sum((one) => one.reordered) + differences(histories),
    phantom: sum((one) => one.phantom),
  };
}

function checkOne(sent: readonly ShownMessage[], shown: readonly ShownMessage[]): Omit<Findings, 'delivered'> & Findings {
  const placeOf = new Map(sent.map((message, place) => [keyOf(message), place]));
  const known = shown.filter((message) => placeOf.has(keyOf(message)));
  const unique = new Set(known.map(keyOf));
  return {
    delivered: unique.size,
    lost: sent.length - unique.size,
    duplicated: known.length - unique.size,
    reordered: misplaced(known, placeOf),
    phantom: shown.length - known.length,
  };
}

/** Messages shown behind a later one of the same author. */
function misplaced(known: readonly ShownMessage[], placeOf: ReadonlyMap<string, number>): number {
  const latest = new Map<number, number>();
  let count = 0;
  for (const message of known) {
    const place = placeOf.get(keyOf(message)) ?? 0;
    const before = latest.get(message.author) ?? -1;
    if (place < before) count += 1;
    latest.set(message.author, Math.max(place, before));
  }
  return count;
}

/** Places at which the two sides show different messages. */
function differences([one = [], other = []]: PairEvidence['histories']): number {
  const shorter = Math.min(one.length, other.length);
  return one.slice(0, shorter).filter((message, place) => {
    const opposite = other[place];
    return opposite === undefined || keyOf(opposite) !== keyOf(message);
  }).length;
}

function holds(shown: readonly ShownMessage[], wanted: ShownMessage): boolean {
  return keySetOf(shown).has(keyOf(wanted));
}

const keySets = new WeakMap<readonly ShownMessage[], Set<string>>();

function keySetOf(shown: readonly ShownMessage[]): Set<string> {
  const known = keySets.get(shown) ?? new Set(shown.map(keyOf));
  keySets.set(shown, known);
  return known;
}

function keyOf({ author, text }: ShownMessage): string {
  return `${author} ${text}`;
}
