// How fast a file flows: over the last seconds, so that the number is calm and still true. On a slow way longer, because
// chunks are counted whole and there is one only every few seconds.

/** Of a way that is not slow. */
export const RATE_WINDOW_MS = 3_000;
/** Without anything for so long nothing flows, however slow the way was. */
const LONGEST_GAP_MS = 30_000;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

export class ProgressMeter {
  #samples: Sample[] = [];

  constructor(private readonly monotonicMs: () => number) {}

  /** More is asked for, and so many bytes are there. Where nothing flows, the first chunk takes as long as from now on. */
  asked(bytes: number): void {
    if (this.bytesPerSecond === 0) this.#samples = [{ atMs: this.monotonicMs(), bytes }];
  }

  /** So many bytes are there now. */
  note(bytes: number): void {
    const atMs = this.monotonicMs();
    this.#samples.push({ atMs, bytes });
    const old = this.#samples.findLastIndex((sample) => atMs - sample.atMs > RATE_WINDOW_MS);
    if (old > 0) this.#samples.splice(0, old);
  }

  get bytesPerSecond(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || this.monotonicMs() - last.atMs > this.#stillAfterMs()) return 0;
    const elapsedMs = last.atMs - first.atMs;
    return elapsedMs > 0 ? Math.round(((last.bytes - first.bytes) * 1_000) / elapsedMs) : 0;
  }

  reset(): void {
    this.#samples = [];
  }

  /** Twice as long as chunks took lately something is still under way. Those of several streams may come together. */
  #stillAfterMs(): number {
    const gaps = this.#samples.map(({ atMs }, index) => atMs - (this.#samples[index - 1]?.atMs ?? atMs));
    return Math.min(LONGEST_GAP_MS, Math.max(RATE_WINDOW_MS, 2 * Math.max(...gaps)));
  }
}
