// What stands in the tables of one node.

import type { ModelFrame, Owed, Written } from './pair-state.js';

export function envelopeOf(row: Owed): ModelFrame {
  return {
    kind: 'envelope',
    seq: row.sealed?.seq ?? 0,
    text: row.sealed?.text ?? '',
    owed: { ...row, sealed: null },
  };
}

export function unsealed(outbox: readonly Owed[]): readonly Owed[] {
  return outbox.map((row) => ({ ...row, sealed: null }));
}

export function payloadOf({ id, seq }: { readonly id: string; readonly seq: number }): string {
  return `${id}@${seq}`;
}

export function highest<T extends { readonly seq: number }>(rows: readonly T[]): T | undefined {
  return rows.reduce<T | undefined>((last, row) => (last && last.seq > row.seq ? last : row), undefined);
}

/** The number up to which none is missing. */
export function wholeTo(rows: readonly { readonly seq: number }[]): number {
  const isThere = (seq: number) => rows.some((row) => row.seq === seq);
  let whole = 0;
  while (isThere(whole + 1)) whole += 1;
  return whole;
}

export function inOrder(own: readonly Written[]): readonly Written[] {
  return own.toSorted((a, b) => a.seq - b.seq);
}
