import { describe, expect, it } from 'vitest';
import { childRuntime } from './child-runtime.js';

const START = { home: '/nowhere', flags: {}, isOffline: false };

describe('the process of a node', () => {
  it('that ends while much is said to it is told as ended, and breaks nothing', async () => {
    const runtime = childRuntime('/bin/false', 'entry.js', () => {
      throw new Error('no session');
    });
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on('uncaughtException', note);
    let code: number | null | undefined;
    const node = runtime.start(START, {
      ready: () => undefined,
      refused: () => undefined,
      exited: (ended) => (code = ended),
    });
    const handed: Promise<boolean>[] = [];
    while (code === undefined) {
      for (let count = 0; count < 8; count++)
        handed.push(node.handOver({ id: String(handed.length), path: '/a' }));
      await new Promise(setImmediate);
    }
    expect(code).toBe(1);
    // What could not be written is told a turn later.
    await new Promise(setImmediate);
    process.off('uncaughtException', note);
    expect(uncaught).toEqual([]);
    expect(new Set(await Promise.all(handed))).toEqual(new Set([false]));
  });
});
