// Keeps this node reachable: listens where its owner wants it, and where that cannot be had tries again by itself, after longer
// and longer waits. A node that is not listened to still dials.

import type { AppError } from '../../base/app-error.js';
import { nextDelayMs } from '../../core/link/index.js';
import type { Timers } from '../../core/ports/timers.js';

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** How listening stands. */
export interface ListeningStatus {
  /** Null while it does not listen. */
  readonly place: Place | null;
  /** Why the last attempt failed: PORT_BUSY, ADDRESS_UNAVAILABLE or ACCESS_DENIED {host, port}; null while it listens. */
  readonly error: AppError | null;
  /** Unix ms; null while it listens and during an attempt. */
  readonly nextAttemptAt: number | null;
}

export interface ListeningWorld {
  readonly timers: Timers;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  /** Throws the AppErrors of `ListeningStatus.error`. */
  listen(): Promise<Place>;
  changed(status: ListeningStatus): void;
}

export class KeptListening {
  #place: Place | null = null;
  #error: AppError | null = null;
  #nextAttemptAt: number | null = null;
  #failures = 0;
  #running: Promise<void> | undefined;
  #isStopped = false;
  #stopTimer = (): void => undefined;

  constructor(private readonly world: ListeningWorld) {}

  get status(): ListeningStatus {
    return { place: this.#place, error: this.#error, nextAttemptAt: this.#nextAttemptAt };
  }

  /** Tries at once, unless it listens; returns when it is known what came of that. */
  tryNow(): Promise<void> {
    if (this.#place || this.#isStopped) return Promise.resolve();
    return (this.#running ??= this.#attempt().finally(() => {
      this.#running = undefined;
    }));
  }

  /** No more attempts. Returns when none is under way: the port is then either taken or will not be. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopTimer();
    await this.#running;
  }

  async #attempt(): Promise<void> {
    this.#stopTimer();
    this.#nextAttemptAt = null;
    try {
      this.#place = await this.world.listen();
      this.#error = null;
    } catch (error) {
      // Declared by `listen`, which throws nothing else.
      this.#error = error as AppError;
      this.#wait();
    }
    if (!this.#isStopped) this.world.changed(this.status);
  }

  #wait(): void {
    if (this.#isStopped) return;
    const delayMs = nextDelayMs(this.#failures++, this.world.random(), false);
    this.#nextAttemptAt = this.world.timers.now() + delayMs;
    this.#stopTimer = this.world.timers.after(delayMs, () => {
      void this.tryNow();
    });
  }
}
