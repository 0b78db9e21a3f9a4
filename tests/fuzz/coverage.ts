// Which parts of the program ran, as V8 counts them: what a mutated input is judged by.

import { type Profiler, Session } from 'node:inspector';

export class Coverage {
  readonly #session = new Session();
  /** By script: 1 for every character of its source that ran. */
  readonly #seen = new Map<string, Uint8Array>();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** How many characters of source ran so far. */
  get size(): number {
    const ran = (source: Uint8Array) => source.reduce((sum, character) => sum + character, 0);
    return [...this.#seen.values()].reduce((sum, source) => sum + ran(source), 0);
  }

  /** Runs and tells whether it reached something of the program's own that nothing before had reached. */
  reachesMore(run: () => void): boolean {
    const added = this.#ranIn(run).filter((script) => this.#isNew(script));
    for (const { url, ran } of added) {
      const seen = new Uint8Array(Math.max(ran.length, this.#seen.get(url)?.length ?? 0));
      seen.set(this.#seen.get(url) ?? []);
      ran.forEach((character, at) => (seen[at] ||= character));
      this.#seen.set(url, seen);
    }
    return added.length > 0;
  }

  /** As `reachesMore`, and forgets what it saw. */
  wouldReachMore(run: () => void): boolean {
    return this.#ranIn(run).some((script) => this.#isNew(script));
  }

  close(): void {
    this.#session.disconnect();
  }

  #isNew({ url, ran }: RanScript): boolean {
    const seen = this.#seen.get(url);
    return ran.some((character, at) => character > (seen?.[at] ?? 0));
  }

  /** Counts begin anew with each call; the session of the own thread answers before it returns. */
  #ranIn(run: () => void): RanScript[] {
    this.#take();
    run();
    return this.#take().map(ranScript);
  }

  #take(): Profiler.ScriptCoverage[] {
    let taken: Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error) throw error;
      taken = result.filter(({ url }) => OWN.test(url));
    });
    return taken;
  }
}

interface RanScript {
  readonly url: string;
  readonly ran: Uint8Array;
}

/** The program's own sources, without tests and their helpers, and the libraries that read for it. */
const OWN =
  /\/dist\/(?:src\/(?!testing\/)|renderer\/)|\/node_modules\/(?:zod|ini|qr|markdown-it|linkify-it|@bufbuild\/protobuf)\//u;

/**
 * Character by character, because V8 joins neighbours that ran equally often: where a block begins depends on what ran beside
 * it. Inner functions and blocks stand behind those around them.
 */
function ranScript({ url, functions }: Profiler.ScriptCoverage): RanScript {
  const ranges = functions.flatMap((part) => part.ranges);
  const ran = new Uint8Array(ranges.reduce((end, { endOffset }) => Math.max(end, endOffset), 0));
  for (const { startOffset, endOffset, count } of ranges) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return { url, ran };
}
