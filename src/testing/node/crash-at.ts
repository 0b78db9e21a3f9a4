import type { CrashData } from './start-arguments.js';

/** A crash hook that ends the process as the kernel would, at the place given; nothing in it gets to tidy up. */
export function crashAt({ place, armed }: CrashData): (point: string) => void {
  let passed = 0;
  return (point) => {
    if (point !== place?.point || Atomics.load(armed, 0) === 0) return;
    passed += 1;
    if (passed === place.passing) process.kill(process.pid, 'SIGKILL');
  };
}
