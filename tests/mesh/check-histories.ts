// What the two histories of a pair say about the log of sends: the guarantees of DESIGN 7, one by one.

/** A line of the log of sends. */
export interface SentMessage {
  /** Number of the node that wrote it. */
  readonly author: number;
  readonly text: string;
  /** unknown: the node was killed before it answered, so the message may be there or not, but not twice or on one side. */
  readonly outcome: 'ok' | 'unknown';
}

/** What one side's history shows, oldest first. */
export interface ShownMessage {
  readonly author: number;
  readonly text: string;
  readonly state: string;
  readonly gapBefore: number;
}

/** `delivered`: shown by both sides; `unknown`: outcomes nobody learned. The others count what is wrong in either history. */
export interface Findings {
  readonly sent: number;
  readonly unknown: number;
  readonly delivered: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly reordered: number;
  readonly phantom: number;
  /** Gaps that are shown although nothing is missing for good. */
  readonly gaps: number;
  /** Messages whose state is not true: shown by the other side and not delivered, or never to be. */
  readonly misstated: number;
}

export interface PairEvidence {
  /** In each author's order. */
  readonly sent: readonly SentMessage[];
  /** Of both sides, each as the node of this number shows it. */
  readonly histories: readonly [readonly ShownMessage[], readonly ShownMessage[]];
}

export function checkPair({ sent, histories }: PairEvidence): Findings {
  const places = new Map(sent.map((message, place) => [keyOf(message), place]));
  const [one, other] = histories.map((shown) => shown.map(keyOf)) as [string[], string[]];
  const [inOne, inOther] = [new Set(one), new Set(other)];
  const certain = sent.filter(({ outcome }) => outcome === 'ok').map(keyOf);
  // A message of unknown outcome that one side shows has been sent: the other must show it too.
  const due = new Set([
    ...certain,
    ...[...places.keys()].filter((key) => inOne.has(key) || inOther.has(key)),
  ]);
  const sum = (count: (keys: readonly string[]) => number) => count(one) + count(other);
  return {
    sent: sent.length,
    unknown: sent.length - certain.length,
    delivered: [...places.keys()].filter((key) => inOne.has(key) && inOther.has(key)).length,
    lost:
      [...due].filter((key) => !inOne.has(key)).length + [...due].filter((key) => !inOther.has(key)).length,
    duplicated: sum((keys) => keys.length - new Set(keys).size),
    reordered: misplaced(histories[0], places) + misplaced(histories[1], places) + differences(one, other),
    phantom: sum((keys) => keys.filter((key) => !places.has(key)).length),
    gaps: histories.flat().filter(({ gapBefore }) => gapBefore > 0).length,
    misstated: histories.flat().filter(({ state }) => !SETTLED.has(state)).length,
  };
}

/** States of a message that reached the other side, at its author and at its reader. */
const SETTLED = new Set(['delivered', 'read', 'received']);

export const NO_FINDINGS: Findings = {
  sent: 0,
  unknown: 0,
  delivered: 0,
  lost: 0,
  duplicated: 0,
  reordered: 0,
  phantom: 0,
  gaps: 0,
  misstated: 0,
};

export function addFindings(a: Findings, b: Findings): Findings {
  const names = Object.keys(NO_FINDINGS) as (keyof Findings)[];
  return { ...NO_FINDINGS, ...Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) };
}

/** How much is wrong in all; 0 is what a run has to come to. */
export function wrongIn({ lost, duplicated, reordered, phantom, gaps, misstated }: Findings): number {
  return lost + duplicated + reordered + phantom + gaps + misstated;
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

function keyOf({ author, text }: { readonly author: number; readonly text: string }): string {
  return `${author} ${text}`;
}
