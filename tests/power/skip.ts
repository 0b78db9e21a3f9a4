import { describe } from 'vitest';

/** `describe`, or a skip that is heard where the machine cannot do it. */
export function describeUnless(missing: string | undefined, stories: string): typeof describe.only {
  if (missing === undefined) return describe;
  process.stderr.write(`\n*** SKIPPED: ${stories}: ${missing} ***\n\n`);
  return describe.skip;
}
