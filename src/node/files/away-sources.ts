// Files of the owner that are out of reach: each is looked for with growing waits until it is back, it is known that it will
// not be, or nobody waits for it any more.

import type { UploadId } from '../../base/ids.js';
import { nextLookMs } from '../../core/transfer/index.js';
import type { Timers } from '../../core/ports/timers.js';

export interface AwaySourcesWorld {
  readonly timers: Pick<Timers, 'after'>;
  /** Looks once. False: there is nothing more to look for. */
  isStillAway(uploadId: UploadId): Promise<boolean>;
  /** It is not looked for any more. */
  settled(uploadId: UploadId): void;
}

interface Absence {
  /** In vain, since it went or its owner had it looked for. */
  looks: number;
  /** Undefined while it is being looked for. */
  cancel: (() => void) | undefined;
}

export class AwaySources {
  readonly #away = new Map<UploadId, Absence>();

  constructor(private readonly world: AwaySourcesWorld) {}

  has(uploadId: UploadId): boolean {
    return this.#away.has(uploadId);
  }

  /** It could not be read. */
  add(uploadId: UploadId): void {
    if (this.#away.has(uploadId)) return;
    const absence: Absence = { looks: 0, cancel: undefined };
    this.#away.set(uploadId, absence);
    this.#lookLater(uploadId, absence);
  }

  /** Its owner says that it is back. */
  lookNow(uploadId: UploadId): void {
    const absence = this.#away.get(uploadId);
    if (!absence) return;
    absence.looks = 0;
    if (!absence.cancel) return;
    absence.cancel();
    void this.#look(uploadId, absence);
  }

  stop(): void {
    for (const { cancel } of this.#away.values()) cancel?.();
    this.#away.clear();
  }

  #lookLater(uploadId: UploadId, absence: Absence): void {
    absence.cancel = this.world.timers.after(nextLookMs(absence.looks), () => {
      absence.looks += 1;
      void this.#look(uploadId, absence);
    });
  }

  async #look(uploadId: UploadId, absence: Absence): Promise<void> {
    absence.cancel = undefined;
    const isStillAway = await this.world.isStillAway(uploadId);
    if (this.#away.get(uploadId) !== absence) return;
    if (isStillAway) {
      this.#lookLater(uploadId, absence);
      return;
    }
    this.#away.delete(uploadId);
    this.world.settled(uploadId);
  }
}
