// The files of all conversations, as the panel and the taskbar show them.

import type { TransferRow } from '../../../src/contract/values.js';

export interface TransferGroups {
  /** Offers the owner has not answered. */
  readonly waiting: readonly TransferRow[];
  readonly underWay: readonly TransferRow[];
  /** Done or given up, as far as they were not put away. */
  readonly over: readonly TransferRow[];
}

/** The newest first. @param clearedAt what was over by then was put away, Unix ms */
export function transferGroups(rows: readonly TransferRow[], clearedAt: number): TransferGroups {
  const sorted = [...rows].sort((a, b) => b.createdAt - a.createdAt);
  const isWaiting = ({ stage, direction }: TransferRow) => stage === 'offered' && direction === 'in';
  const isOver = ({ stage }: TransferRow) => stage === 'done' || stage === 'ended';
  return {
    waiting: sorted.filter(isWaiting),
    underWay: sorted.filter((row) => !isWaiting(row) && !isOver(row)),
    over: sorted.filter((row) => isOver(row) && (row.overAt ?? row.createdAt) > clearedAt),
  };
}

/** How far everything that could flow is together, 0 to 1; undefined: nothing moves just now. */
export function wholeShare(rows: readonly TransferRow[]): number | undefined {
  const flowing = rows.filter(
    ({ stage, pausedByMe, pausedByPeer }) => stage === 'running' && !pausedByMe && !pausedByPeer,
  );
  // Who waits for somebody who is away may wait for days, and no bar stands that long.
  if (!flowing.some(({ activity }) => activity === 'flowing' || activity === 'checking')) return undefined;
  const wholeBytes = flowing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (wholeBytes === 0) return undefined;
  return Math.min(1, flowing.reduce((sum, { doneBytes }) => sum + doneBytes, 0) / wholeBytes);
}
