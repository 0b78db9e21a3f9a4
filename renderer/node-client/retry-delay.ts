const FIRST_MS = 250;
const LONGEST_MS = 8_000;

/** How long to wait before the attempt that follows this many failures. */
export function retryDelayMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** failures, LONGEST_MS);
}
