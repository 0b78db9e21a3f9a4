// Two nodes, the link between them and what may still go wrong, as plain data: one state of the model.

import type { Disk } from './model-disk.js';
import type { At, Sent } from './model-node.js';

export type Side = 'a' | 'b';
export const SIDES: readonly Side[] = ['a', 'b'];

export interface SideState extends At {
  /** An older disk that may be put back. */
  readonly copy: Disk | null;
  /** It was put back, or heard things in an order no link has: it may take itself for an older copy. */
  readonly mayDoubt: boolean;
  /** On their way to the other node, oldest first. */
  readonly wire: readonly Sent[];
  /** Messages the owner will still write. */
  readonly toWrite: readonly string[];
}

export interface PairState {
  readonly a: SideState;
  readonly b: SideState;
  readonly faultsLeft: number;
  readonly blocksLeft: number;
  /** Messages that were on no disk any more after a copy was put back: nobody can deliver them. */
  readonly gone: readonly string[];
}

export function other(side: Side): Side {
  return side === 'a' ? 'b' : 'a';
}

export function put(state: PairState, side: Side, to: Partial<SideState>): PairState {
  return { ...state, [side]: { ...state[side], ...to } };
}

/** The same text for the same state and no other; short, since a million of them are kept. */
export function keyOf({ a, b, faultsLeft, blocksLeft, gone }: PairState): string {
  return `${sideKey(a)} ${sideKey(b)} ${faultsLeft} ${blocksLeft} ${gone.join()}`;
}

function sideKey({ disk, memory, drawn, copy, mayDoubt, wire, toWrite }: SideState): string {
  const frames = wire.map(({ number }) => number).join();
  const doubt = mayDoubt ? '?' : '';
  return `${doubt}${disk.number}.${memory.number}.${drawn}.${copy ? copy.number : ''}.${frames}.${toWrite.length}`;
}
