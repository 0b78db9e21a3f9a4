import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { SealedStrides } from './sealed-strides.js';

/** Four chunks on their way to a connection that takes a piece when the test says so. */
function leaving() {
  const timers = manualTimers();
  let takePiece: (() => void) | undefined;
  const connection = new Writable({
    write: (_piece, _encoding, taken) => {
      takePiece = taken;
    },
  });
  let served = 0;
  const written = new SealedStrides(timers).write(
    connection,
    { first: 0, end: 4 },
    {
      seal: (_first, _count, into) => Promise.resolve(into.byteLength),
      served: (chunks) => (served += chunks),
    },
  );
  const aTurn = () => new Promise((resolve) => setImmediate(resolve));
  /** Takes pieces until there are no more; how many there were. */
  const takeSlowly = async (eachMs: number) => {
    let pieces = 0;
    for (await aTurn(); takePiece; await aTurn()) {
      timers.advance(eachMs);
      const take = takePiece;
      takePiece = undefined;
      take();
      pieces += 1;
    }
    return pieces;
  };
  return { timers, connection, written, takeSlowly, aTurn, served: () => served };
}

describe('a connection that takes a file', () => {
  it('slowly is waited for as long as it takes something', async () => {
    const { written, takeSlowly, served } = leaving();
    expect(await takeSlowly(29_000)).toBeGreaterThan(8);
    expect([await written, served()]).toEqual([true, 4]);
  });

  it('no more is given up after half a minute, and what it did not take does not count', async () => {
    const { timers, connection, written, aTurn, served } = leaving();
    await aTurn();
    timers.advance(30_000);
    expect([await written, connection.destroyed, served()]).toEqual([false, true, 0]);
  });
});
