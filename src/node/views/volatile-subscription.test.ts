import { describe, expect, it } from 'vitest';
import { SNAPSHOT_BYTES } from '../../adapters/sqlite/read/rows-within.js';
import type { ViewDelta, ViewSnapshot } from './view-sink.js';
import { VolatileSubscription } from './volatile-subscription.js';

describe('a list that is longer than one message', () => {
  it('comes in pieces until nothing is missing, as it is and as it changes', async () => {
    let rows = Array.from({ length: 50 }, (_, at) => ({
      id: String(at),
      text: 'x'.repeat(SNAPSHOT_BYTES / 20),
    }));
    const told: (ViewSnapshot | ViewDelta)[] = [];
    const subscription = new VolatileSubscription(() => Promise.resolve(rows), {
      snapshot: (snapshot) => void told.push(snapshot),
      delta: (delta) => void told.push(delta),
      failed: () => undefined,
    });
    const settle = () => new Promise(setImmediate);
    const ids = () =>
      told
        .flatMap((piece) => ('rows' in piece ? piece.rows : piece.upsert) as { id: string }[])
        .map(({ id }) => id);
    await settle();
    expect(ids()).toEqual(rows.map(({ id }) => id));
    expect(told.map(({ hasNewer }) => hasNewer)).toEqual([true, true, false]);
    for (const piece of told) expect(JSON.stringify(piece).length).toBeLessThan(1.1 * SNAPSHOT_BYTES);
    told.length = 0;
    rows = rows.slice(1).map((row) => ({ ...row, text: `y${row.text.slice(1)}` }));
    subscription.changed();
    await settle();
    expect(ids()).toEqual(rows.map(({ id }) => id));
    expect(told).toMatchObject([
      { from: 3, to: 4, remove: ['0'] },
      { from: 4, to: 5, remove: [] },
      { from: 5, to: 6 },
    ]);
  });
});
