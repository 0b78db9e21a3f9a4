import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { befriend, history, send, untilNothingQueued } from '../../src/testing/node/person.js';
import { SkewedClock } from '../../src/testing/node/skewed-clock.js';
import { Stage } from '../nodes/stage.js';

const YEAR_MS = 365.25 * 24 * 3_600_000;
/** Forth and back, past every age that anything in Kith has. */
const JUMPS = [10, -10, 3, -25, 0.1, -0.1, 40, 0];

describe('a clock that is set forth and back by years', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  async function people() {
    const clock = new SkewedClock();
    const alice = await stage.local(await stage.home('Alice'));
    const bob = await stage.local(await stage.home('Bob'), { seams: clock.seams });
    await befriend(alice, bob);
    return { clock, alice, bob };
  }

  /** Both have the same messages in the same order, none missing, all delivered. */
  async function expectAll(alice: LocalNode, bob: LocalNode, texts: readonly string[]): Promise<void> {
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
    for (const rows of [await history(alice, bob), await history(bob, alice)]) {
      expect(rows.map(({ text }) => text)).toEqual(texts);
      expect(rows.every(({ gapBefore }) => gapBefore === 0)).toBe(true);
    }
  }

  it('loses and reorders nothing while the node runs', async () => {
    const { clock, alice, bob } = await people();
    const texts: string[] = [];
    for (const years of JUMPS) {
      clock.set(years * YEAR_MS);
      texts.push(`Alice at ${String(years)}`, `Bob at ${String(years)}`);
      await send(alice, bob, `Alice at ${String(years)}`);
      await untilNothingQueued(alice);
      await send(bob, alice, `Bob at ${String(years)}`);
      await untilNothingQueued(bob);
    }
    await expectAll(alice, bob, texts);
  });

  it('keeps nobody from starting, being reached and going on', async () => {
    const { clock, alice, bob } = await people();
    const texts: string[] = [];
    for (const years of JUMPS) {
      await bob.stop();
      clock.set(years * YEAR_MS);
      texts.push(`while away at ${String(years)}`, `Bob at ${String(years)}`);
      await send(alice, bob, `while away at ${String(years)}`);
      await bob.start();
      await untilNothingQueued(alice);
      await send(bob, alice, `Bob at ${String(years)}`);
      await untilNothingQueued(bob);
    }
    await expectAll(alice, bob, texts);
  });
});
