// What DESIGN 7 promises, as it shows in one state of the model.

import type { Disk, Shown } from './model-disk.js';
import { other, type PairState, type Side, SIDES } from './pair-state.js';

/**
 * Holds in every state. Undefined when it does.
 * @param mayGiveUp owners block each other, which ends what waits
 */
export function wrongAnywhere(state: PairState, mayGiveUp: boolean): string | undefined {
  for (const side of SIDES) {
    const { own, theirs } = state[side].disk;
    if (!areUnique(own)) return `${side} shows a message of its own twice`;
    if (!areUnique(theirs)) return `${side} shows a message of the other twice`;
    const stuck = own.find((message) => message.state === 'queued' && !message.isOwed);
    if (stuck) return `${side} shows ${textOf(stuck)} as queued and will not send it`;
    const failed = own.find((message) => message.state === 'failed');
    if (failed && !mayGiveUp) return `${side} gave up ${textOf(failed)}`;
    const early = saidTooEarly(state, side);
    if (early) return `${side} shows ${textOf(early)} as delivered and the other does not have it`;
  }
  return undefined;
}

/** Of a message the other side has on its disk, unless an older disk was put back there. */
function saidTooEarly(state: PairState, side: Side): Shown | undefined {
  const { disk, mayDoubt } = state[other(side)];
  if (mayDoubt) return undefined;
  const held = new Set(disk.theirs.map(({ id }) => id));
  return state[side].disk.own.find((message) => message.state === 'delivered' && !held.has(message.id));
}

/** Holds when everything is said. Undefined when it does. */
export function wrongAtRest(state: PairState, texts: readonly string[]): string | undefined {
  for (const side of SIDES) {
    const { own } = state[side].disk;
    const failed = new Set(own.filter((message) => message.state === 'failed').map(({ id }) => id));
    const sent = (messages: readonly Shown[]) => listed(messages.filter(({ id }) => !failed.has(id)));
    const written = sent(own);
    const shown = sent(state[other(side)].disk.theirs);
    if (shown !== written) return `${side} wrote ${written} and the other shows ${shown}`;
    const waiting = own.find((message) => message.state === 'queued');
    if (waiting) return `${side} shows ${textOf(waiting)} as queued`;
  }
  const held = SIDES.flatMap((side) => state[side].disk.own.map(textOf));
  const lost = texts.find((text) => !held.includes(text) && !state.gone.includes(text));
  return lost === undefined ? undefined : `${lost} is nowhere`;
}

function listed(messages: readonly Shown[]): string {
  const inOrder = messages.toSorted((x, y) => x.authorSeq - y.authorSeq);
  return (
    inOrder.map((each) => `${textOf(each)} in place ${each.authorSeq}.${each.lamport}`).join(', ') ||
    'nothing'
  );
}

export function textOf({ id }: Pick<Shown, 'id'>): string {
  return Buffer.from(id, 'hex').toString('latin1').replace(/\.+$/, '');
}

function areUnique(messages: Disk['own']): boolean {
  const ids = new Set(messages.map(({ id }) => id));
  const places = new Set(messages.map(({ authorSeq }) => authorSeq));
  return ids.size === messages.length && places.size === messages.length;
}
