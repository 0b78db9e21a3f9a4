// Which blocks of the program ran, as V8 counts them: what a mutated input is judged by.

import { type Profiler, Session } from 'node:inspector';

export class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** How many blocks were reached so far. */
  get size(): number {
    return this.#seen.size;
  }

  /** Runs and tells whether it reached a block of the program's own that nothing before had reached. */
  reachesMore(run: () => void): boolean {
    this.#take();
    run();
    const before = this.#seen.size;
    for (const script of this.#take()) this.#learn(script);
    return this.#seen.size > before;
  }

  /** As `reachesMore`, and forgets what it saw. */
  wouldReachMore(run: () => void): boolean {
    this.#take();
    run();
    return this.#take().some((script) => blocksOf(script).some((block) => !this.#seen.has(block)));
  }

  close(): void {
    this.#session.disconnect();
  }

  #learn(script: Profiler.ScriptCoverage): void {
    for (const block of blocksOf(script)) this.#seen.add(block);
  }

  /** Counts begin anew with each call; the session of the own thread answers before it returns. */
  #take(): Profiler.ScriptCoverage[] {
    let taken: Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error) throw error;
      taken = result.filter(({ url }) => OWN.test(url));
    });
    return taken;
  }
}

/** The program's own sources, without tests and their helpers, and the libraries that read for it. */
const OWN = /\/dist\/src\/(?!testing\/)|\/node_modules\/(?:zod|ini|@bufbuild\/protobuf)\//u;

/** By where they begin: where a block ends depends on what ran beside it. */
function blocksOf({ url, functions }: Profiler.ScriptCoverage): string[] {
  return functions.flatMap(({ ranges }) =>
    ranges.filter(({ count }) => count > 0).map(({ startOffset }) => `${url}:${String(startOffset)}`),
  );
}
