// Whose turn it is when more files want to arrive than may at the same time: nobody's many files keep out another's one, and
// big files never keep out small ones.

import type { NodeId, TransferId } from '../../base/ids.js';

/** Files up to here have places of their own: 1 MiB. */
export const SMALL_FILE_BYTES = 1_048_576;

/** Places for all files of a class, and for those of one contact. */
export const TURNS = {
  big: { inAll: 4, ofOne: 2 },
  small: { inAll: 8, ofOne: 4 },
} as const;

export interface TurnRequest {
  readonly id: TransferId;
  readonly from: NodeId;
  readonly sizeBytes: number;
}

type SizeClass = keyof typeof TURNS;

export class Turns {
  /** In the order in which they asked. */
  readonly #waiting = new Map<TransferId, TurnRequest>();
  readonly #running = new Map<TransferId, TurnRequest>();
  /** When each contact had its last turn, counted in turns. */
  readonly #served = new Map<NodeId, number>();
  #begun = 0;

  ask(request: TurnRequest): void {
    if (!this.#running.has(request.id)) this.#waiting.set(request.id, request);
  }

  /** Of one that runs or waits. */
  end(id: TransferId): void {
    this.#waiting.delete(id);
    this.#running.delete(id);
  }

  /** Those whose turn begins now. */
  begin(): readonly TransferId[] {
    const begun: TransferId[] = [];
    for (let next = this.#next(); next; next = this.#next()) {
      this.#waiting.delete(next.id);
      this.#running.set(next.id, next);
      this.#served.set(next.from, ++this.#begun);
      begun.push(next.id);
    }
    return begun;
  }

  /** Of those that had a long turn already, one that makes room for a contact that has fewer. */
  inTheWay(hadItsTurn: (id: TransferId) => boolean): TransferId | undefined {
    for (const waiting of this.#waiting.values()) {
      const size = classOf(waiting);
      const own = this.#of(size, waiting.from);
      for (const running of this.#running.values()) {
        const isSame = classOf(running) === size && hadItsTurn(running.id);
        if (isSame && this.#of(size, running.from) > own) return running.id;
      }
    }
    return undefined;
  }

  /** Of the contacts with a free place the one that has the fewest, and of these the one that waited longest. */
  #next(): TurnRequest | undefined {
    let best: TurnRequest | undefined;
    for (const request of this.#waiting.values())
      if (this.#hasPlace(request) && (!best || this.#isBefore(request, best))) best = request;
    return best;
  }

  #isBefore(one: TurnRequest, other: TurnRequest): boolean {
    const difference = this.#of(classOf(one), one.from) - this.#of(classOf(other), other.from);
    return (difference || this.#lastBegun(one) - this.#lastBegun(other)) < 0;
  }

  #lastBegun({ from }: TurnRequest): number {
    return this.#served.get(from) ?? 0;
  }

  #hasPlace(request: TurnRequest): boolean {
    const size = classOf(request);
    return this.#of(size) < TURNS[size].inAll && this.#of(size, request.from) < TURNS[size].ofOne;
  }

  /** How many of a class run, of everybody or of one contact. */
  #of(size: SizeClass, from?: NodeId): number {
    let count = 0;
    for (const running of this.#running.values())
      if (classOf(running) === size && (from === undefined || running.from === from)) count += 1;
    return count;
  }
}

function classOf({ sizeBytes }: TurnRequest): SizeClass {
  return sizeBytes <= SMALL_FILE_BYTES ? 'small' : 'big';
}
