// What DESIGN 7 promises, as it shows in one state of the model.

import { type PairState, SIDES } from './pair-state.js';

/** Holds in every state. Undefined when it does. */
export function wrongAnywhere(state: PairState): string | undefined {
  for (const side of SIDES) {
    const { own, theirs, outbox, seen } = state[side].disk;
    if (new Set(seen).size < seen.length) return `${side} takes an envelope twice`;
    if (!areUnique(own)) return `${side} shows a message of its own twice`;
    if (!areUnique(theirs)) return `${side} shows a message of the other twice`;
    const stuck = own.find(
      ({ id, delivered }) => !delivered && !outbox.some((row) => row.what === 'message' && row.id === id),
    );
    if (stuck) return `${side} shows ${stuck.id} as queued and will not send it`;
  }
  return undefined;
}

/** Holds when everything is said. Undefined when it does. */
export function wrongAtRest(state: PairState): string | undefined {
  for (const side of SIDES) {
    const [author, reader] = side === 'a' ? [state.a.disk, state.b.disk] : [state.b.disk, state.a.disk];
    const written = listed(author.own);
    const shown = listed(reader.theirs);
    if (shown !== written) return `${side} wrote ${written} and the other shows ${shown}`;
  }
  const everywhere = SIDES.flatMap((side) => state[side].disk.own.map(({ id }) => id));
  const lost = state.written.find((id) => !everywhere.includes(id) && !state.gone.includes(id));
  return lost === undefined ? undefined : `${lost} is nowhere`;
}

function listed(messages: readonly { readonly id: string; readonly seq: number }[]): string {
  const inOrder = messages.toSorted((a, b) => a.seq - b.seq);
  return inOrder.map(({ id, seq }) => `${id} in place ${seq}`).join(', ') || 'nothing';
}

function areUnique(rows: readonly { readonly id: string; readonly seq: number }[]): boolean {
  return (
    new Set(rows.map(({ id }) => id)).size === rows.length &&
    new Set(rows.map(({ seq }) => seq)).size === rows.length
  );
}
