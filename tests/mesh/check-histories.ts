// What the log of a run and all databases after it say about each other: the guarantees of DESIGN 7, one by one.

import {
  type ConversationEvidence,
  evidenceOf,
  type Send,
  type ShownMessage,
  type StoredHistory,
} from './conversation-evidence.js';
import type { LogLine } from './history-log.js';

/** The first four say what happened, the others count what is wrong. */
export interface Findings {
  readonly sent: number;
  /** Outcomes nobody learned: there or not, but not twice and not on one side. */
  readonly unknown: number;
  /** In both stores. */
  readonly delivered: number;
  /** Of those, the ones no face was told of while it looked: seen in the store alone. */
  readonly afterwards: number;
  /** Missing at their reader, although acknowledged or in their author's store. */
  readonly lost: number;
  /** Missing at their author, although acknowledged or in their reader's store. */
  readonly forgotten: number;
  readonly duplicated: number;
  readonly reordered: number;
  /** Nobody sent them, or not there. */
  readonly phantom: number;
  /** With another text than the one sent. */
  readonly altered: number;
  /** Gaps that are shown although nothing is missing for good. */
  readonly gaps: number;
  /** States that are not true: called delivered without being at the reader, or never to be. */
  readonly misstated: number;
  /** Left in an outbox. */
  readonly owed: number;
}

export function checkHistories(lines: readonly LogLine[], stores: readonly StoredHistory[]): Findings {
  const owed = stores.reduce((sum, store) => sum + store.owed, 0);
  return evidenceOf(lines, stores)
    .map((evidence) => ({ ...NO_FINDINGS, ...aboutSends(evidence), ...aboutRows(evidence) }))
    .reduce(addFindings, { ...NO_FINDINGS, owed });
}

export const NO_FINDINGS: Findings = {
  sent: 0,
  unknown: 0,
  delivered: 0,
  afterwards: 0,
  lost: 0,
  forgotten: 0,
  duplicated: 0,
  reordered: 0,
  phantom: 0,
  altered: 0,
  gaps: 0,
  misstated: 0,
  owed: 0,
};

/** How much is wrong in all; 0 is what a run has to come to. */
export function wrongIn(findings: Findings): number {
  const { lost, forgotten, duplicated, reordered, phantom, altered, gaps, misstated, owed } = findings;
  return lost + forgotten + duplicated + reordered + phantom + altered + gaps + misstated + owed;
}

type AboutSends = Pick<Findings, 'sent' | 'unknown' | 'delivered' | 'afterwards' | 'lost' | 'forgotten'>;
type AboutRows = Pick<Findings, 'duplicated' | 'reordered' | 'phantom' | 'altered' | 'gaps' | 'misstated'>;

function aboutSends({ sends, found }: ConversationEvidence): AboutSends {
  const isAt = (node: string, { key }: Send) => found(node, key) !== undefined;
  // What one side shows has been sent, whatever its author learned: the other must show it too.
  const isDue = (send: Send) => send.isAcknowledged || isAt(send.author, send) || isAt(send.to, send);
  const due = sends.filter(isDue);
  const delivered = due.filter((send) => isAt(send.author, send) && isAt(send.to, send));
  return {
    sent: sends.length,
    unknown: sends.filter(({ isAcknowledged }) => !isAcknowledged).length,
    delivered: delivered.length,
    afterwards: delivered.filter(({ isAnnounced }) => !isAnnounced).length,
    lost: due.filter((send) => !isAt(send.to, send)).length,
    forgotten: due.filter((send) => !isAt(send.author, send)).length,
  };
}

function aboutRows({ sends, shown, found }: ConversationEvidence): AboutRows {
  const sent = new Map(sends.map((send) => [send.key, send]));
  const histories = [...shown.values()];
  const rows = [...shown].flatMap(([node, history]) => history.map((row) => ({ node, row })));
  const count = (isWrong: (row: ShownMessage, node: string) => boolean) =>
    rows.filter(({ row, node }) => isWrong(row, node)).length;
  const isCalledDelivered = ({ key, author, isAnnounced }: Send) =>
    isAnnounced || DELIVERED.has(found(author, key)?.state ?? '');
  return {
    duplicated: histories.reduce((sum, rows) => sum + rows.length - keysOf(rows).size, 0),
    reordered: histories.reduce((sum, rows) => sum + misplaced(rows, sends), 0) + differences(histories),
    phantom: count(({ key }, node) => {
      const send = sent.get(key);
      return send?.author !== node && send?.to !== node;
    }),
    altered: count(({ key, sha256 }) => (sent.get(key)?.sha256 ?? sha256) !== sha256),
    gaps: count(({ gapBefore }) => gapBefore > 0),
    misstated:
      count(({ key, state }, node) => !isSettled(state, sent.get(key)?.author === node)) +
      sends.filter((send) => isCalledDelivered(send) && !found(send.to, send.key)).length,
  };
}

const DELIVERED = new Set(['delivered', 'read']);

/** At its author, or at its reader. */
function isSettled(state: string, isOwn: boolean): boolean {
  return isOwn ? DELIVERED.has(state) : state === 'received';
}

/** Messages shown behind a later one of the same author. */
function misplaced(rows: readonly ShownMessage[], sends: readonly Send[]): number {
  const places = new Map(sends.map(({ key }, place) => [key, place]));
  const latest = new Map<string, number>();
  let count = 0;
  for (const { author, key } of rows) {
    const place = places.get(key);
    if (place === undefined) continue;
    const before = latest.get(author) ?? -1;
    if (place < before) count += 1;
    latest.set(author, Math.max(place, before));
  }
  return count;
}

/** Places at which the two sides show what both have in another order. */
function differences([one = [], other = []]: readonly (readonly ShownMessage[])[]): number {
  const [inOne, inOther] = [keysOf(one), keysOf(other)];
  const left = [...inOne].filter((key) => inOther.has(key));
  const right = [...inOther].filter((key) => inOne.has(key));
  return left.filter((key, place) => right[place] !== key).length;
}

function keysOf(rows: readonly ShownMessage[]): ReadonlySet<string> {
  return new Set(rows.map(({ key }) => key));
}

function addFindings(a: Findings, b: Findings): Findings {
  const names = Object.keys(NO_FINDINGS) as (keyof Findings)[];
  return { ...NO_FINDINGS, ...Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) };
}
