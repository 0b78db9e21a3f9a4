// Asks the sender of a file to bring what is missing, a few stretches at a time, each as long as the way carries in a few
// seconds.

import type { Bytes } from '../../base/bytes.js';
import type { ChunkRun } from '../../core/transfer/index.js';
import { LIMITS } from '../../protocol/limits.js';
import type { AwaitedStretch, PushIntake } from './push-intake.js';

/** Stretches that are asked for and not here yet. */
const STREAMS = 4;
/** A stretch that takes longer is followed by a shorter one. */
const CALM_MS = 5_000;

export interface PushFetchWorld {
  readonly sizeBytes: number;
  readonly intake: Pick<PushIntake, 'await' | 'forget'>;
  monotonicMs(): number;
  /** The next missing chunks at or behind `from`. */
  missing(from: number, most: number): Promise<ChunkRun | undefined>;
  /** False: the link takes nothing now. */
  ask(wanted: { readonly ticket: Bytes; readonly first: number; readonly count: number }): boolean;
  put(index: number, sealed: Uint8Array): Promise<void>;
}

interface Open {
  readonly ticket: Bytes;
  readonly end: (isThere: boolean) => void;
}

export class PushFetch {
  readonly #open = new Map<number, Open>();
  #failure: unknown;
  #pieces = 0;
  #isStopped = false;
  #next = 0;
  #most = 1;

  constructor(private readonly world: PushFetchWorld) {}

  /** So many chunks came; a run that stays the same is one nobody answers. */
  get pieces(): number {
    return this.#pieces;
  }

  /** Resolves once nothing more is to be asked for, or something did not come. Rejects with the failure of `put`. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: STREAMS }, () => this.#stream()));
    if (this.#failure !== undefined) throw this.#failure as Error;
  }

  /** The sender cannot bring the stretch that begins there. */
  failed(first: number): void {
    this.#open.get(first)?.end(false);
  }

  stop(): void {
    this.#isStopped = true;
    for (const stretch of [...this.#open.values()]) stretch.end(false);
  }

  async #stream(): Promise<void> {
    while (!this.#isStopped) {
      const run = await this.world.missing(this.#next, this.#most);
      // Another stream may have taken it meanwhile.
      if (run && run.first < this.#next) continue;
      if (!run) return;
      this.#next = run.first + run.count;
      const askedAtMs = this.world.monotonicMs();
      if (!(await this.#stretch(run))) this.stop();
      const isCalm = this.world.monotonicMs() - askedAtMs < CALM_MS;
      const next = isCalm ? 2 * run.count : Math.floor(run.count / 2);
      this.#most = Math.max(1, Math.min(next, LIMITS.stretchChunks));
    }
  }

  #stretch({ first, count }: ChunkRun): Promise<boolean> {
    if (this.#isStopped) return Promise.resolve(false);
    const { intake, sizeBytes } = this.world;
    return new Promise((resolve) => {
      const end = (isThere: boolean): void => {
        this.#open.delete(first);
        intake.forget(ticket);
        resolve(isThere);
      };
      const stretch: AwaitedStretch = {
        sizeBytes,
        first,
        count,
        put: async (index, sealed) => {
          await this.world.put(index, sealed);
          this.#pieces += 1;
        },
        came: () => {
          end(true);
        },
        failed: (error) => {
          this.#failure ??= error;
          end(false);
        },
      };
      const ticket = intake.await(stretch);
      this.#open.set(first, { ticket, end });
      if (!this.world.ask({ ticket, first, count })) end(false);
    });
  }
}
