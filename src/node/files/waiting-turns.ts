// Lets files have their turn to arrive: a round of fetching begins when there is a place for it, and ends early when somebody
// else has waited long enough.

import type { TransferId } from '../../base/ids.js';
import type { Timers } from '../../core/ports/timers.js';
import { type TurnRequest, Turns } from '../../core/transfer/index.js';

/** A turn nobody has to make room in. */
const TURN_MS = 20_000;

/** What a file does with its turn. */
export interface TurnTaker {
  begin(): void;
  /** Others wait: end this turn, and ask for another one. */
  makeRoom(): void;
}

interface Entry {
  readonly taker: TurnTaker;
  begunAtMs: number;
}

export class WaitingTurns {
  readonly #turns = new Turns();
  readonly #entries = new Map<TransferId, Entry>();
  #cancelLook: (() => void) | undefined;

  constructor(private readonly timers: Timers) {}

  ask(request: TurnRequest, taker: TurnTaker): void {
    this.#entries.set(request.id, { taker, begunAtMs: Number.POSITIVE_INFINITY });
    this.#turns.ask(request);
    this.#go();
  }

  /** Of one that runs or waits. */
  end(id: TransferId): void {
    this.#entries.delete(id);
    this.#turns.end(id);
    this.#go();
  }

  stop(): void {
    this.#cancelLook?.();
  }

  #go(): void {
    for (const id of this.#turns.begin()) {
      const entry = this.#entries.get(id);
      if (!entry) continue;
      entry.begunAtMs = this.timers.monotonicMs();
      entry.taker.begin();
    }
    // Only who had a whole turn makes room.
    if (this.#turns.inTheWay(() => true))
      this.#cancelLook ??= this.timers.after(TURN_MS / 4, () => this.#look());
  }

  #look(): void {
    this.#cancelLook = undefined;
    const now = this.timers.monotonicMs();
    const id = this.#turns.inTheWay((running) => {
      return now - (this.#entries.get(running)?.begunAtMs ?? now) >= TURN_MS;
    });
    if (id) this.#entries.get(id)?.taker.makeRoom();
    this.#go();
  }
}
