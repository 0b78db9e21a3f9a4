// What is true of a message, as a mark and as words.

import type { MessageRow } from '../../../src/contract/values.js';

/** clock: in this store only. box: somebody holds it. tick, ticks: on their node, read. alert: will not go by itself. */
export type Mark = 'clock' | 'box' | 'tick' | 'ticks' | 'alert' | 'withdrawn';

const MARKS: Readonly<Record<MessageRow['state'], Mark | undefined>> = {
  queued: 'clock',
  relayed: 'box',
  delivered: 'tick',
  read: 'ticks',
  failed: 'alert',
  withdrawn: 'withdrawn',
  moved: undefined,
  received: undefined,
};

export function markOf({ direction, state }: Pick<MessageRow, 'direction' | 'state'>): Mark | undefined {
  return direction === 'out' ? MARKS[state] : undefined;
}

export interface WayStep {
  readonly step: 'here' | 'held' | 'there' | 'read';
  readonly isDone: boolean;
}

/** The way of a message to the other side; that somebody holds it meanwhile is said only of one that is held. */
export function stepsOf(state: MessageRow['state']): readonly WayStep[] {
  const isThere = state === 'delivered' || state === 'read';
  return [
    { step: 'here', isDone: true },
    ...(state === 'relayed' ? [{ step: 'held', isDone: true } as const] : []),
    { step: 'there', isDone: isThere },
    { step: 'read', isDone: state === 'read' },
  ];
}
