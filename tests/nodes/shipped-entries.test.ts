import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const DIST = new URL('../../', import.meta.url);

/** Every own module an entry loads, statically, on demand, or as the entry of a thread. */
function reachableFrom(entries: readonly string[]): Set<string> {
  const open = entries.map((entry) => new URL(entry, DIST).href);
  const reached = new Set<string>();
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (reached.has(url)) continue;
    reached.add(url);
    const text = readFileSync(fileURLToPath(url), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/['"](\.{1,2}\/[^'"\n]*\.m?js)['"]/g)) {
      const found = new URL(specifier, url).href;
      if (existsSync(fileURLToPath(found))) open.push(found);
    }
  }
  return reached;
}

const THREADS = ['src/node/lane/lane-worker.js', 'src/node/reader/reader-worker.js'];

describe('what ships', () => {
  it('does not reach the code of tests', () => {
    const reached = reachableFrom(['src/cli/main.js', ...THREADS]);
    expect(reached).toContain(new URL('src/node/create-node.js', DIST).href);
    expect(reached).toContain(new URL('src/node/lane/commit-lane.js', DIST).href);
    expect(
      [...reached].filter((url) => /\/(testing|tests|bench)\//.test(url.slice(DIST.href.length - 1))),
    ).toEqual([]);
  });

  it('holds the entries of its threads', () => {
    const reached = reachableFrom(['src/cli/main.js']);
    for (const entry of THREADS) expect(reached).toContain(new URL(entry, DIST).href);
  });

  it('would be caught: the entry of test nodes reaches it', () => {
    const reached = reachableFrom(['src/testing/node/node-entry.js']);
    expect(reached).toContain(new URL('src/testing/node/crash-lane-worker.js', DIST).href);
  });
});
