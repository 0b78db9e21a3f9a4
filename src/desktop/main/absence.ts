// When the owner is away: nobody has touched the machine for a while, or it goes to sleep.

export type Reason = 'idle' | 'sleep';

/** Electron's powerMonitor, as far as it is needed. */
export interface Monitor {
  getSystemIdleTime(): number;
  on(event: 'suspend' | 'lock-screen', listener: () => void): unknown;
}

const LOOK_EVERY_MS = 5_000;

export class Absence {
  #stop: () => void = () => undefined;

  /** @param every calls again and again until the returned function is called */
  constructor(
    private readonly monitor: Monitor,
    private readonly every: (ms: number, act: () => void) => () => void,
    private readonly tell: (because: Reason) => void,
  ) {
    const asleep = (): void => {
      tell('sleep');
    };
    monitor.on('suspend', asleep);
    // Not everywhere; who locks the whole screen has left.
    monitor.on('lock-screen', asleep);
  }

  /** Told once for each absence of at least that long; 0 ends it. */
  watch(afterMs: number): void {
    this.#stop();
    this.#stop = () => undefined;
    if (afterMs === 0) return;
    let isAway = false;
    this.#stop = this.every(LOOK_EVERY_MS, () => {
      const wasAway = isAway;
      isAway = this.monitor.getSystemIdleTime() * 1_000 >= afterMs;
      if (isAway && !wasAway) this.tell('idle');
    });
  }
}
