import { describe, expect, it } from 'vitest';
import { HandOvers } from './hand-overs.js';

describe('a file handed to the node’s process', () => {
  it('is taken or not, as the process says', async () => {
    const handOvers = new HandOvers();
    const answers = Promise.all([handOvers.wait('a'), handOvers.wait('b')]);
    handOvers.answered({ id: 'b', isTaken: false });
    handOvers.answered({ id: 'a', isTaken: true });
    handOvers.answered({ id: 'unknown', isTaken: true });
    expect(await answers).toEqual([true, false]);
  });

  it('is not taken when the process is gone', async () => {
    const handOvers = new HandOvers();
    const waiting = handOvers.wait('a');
    handOvers.end();
    expect([await waiting, await handOvers.wait('b')]).toEqual([false, false]);
  });
});
