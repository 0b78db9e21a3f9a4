// How fast a file flows: over the last seconds, so that the number is calm and still true.

export const RATE_WINDOW_MS = 3_000;

export class ProgressMeter {
  #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  constructor(private readonly monotonicMs: () => number) {}

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
    if (!first || !last || this.monotonicMs() - last.atMs > RATE_WINDOW_MS) return 0;
    const elapsedMs = last.atMs - first.atMs;
    return elapsedMs > 0 ? Math.round(((last.bytes - first.bytes) * 1_000) / elapsedMs) : 0;
  }

  reset(): void {
    this.#samples = [];
  }
}
