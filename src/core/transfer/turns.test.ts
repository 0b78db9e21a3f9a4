import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { idFromHex, type NodeId, type TransferId } from '../../base/ids.js';
import { SMALL_FILE_BYTES, TURNS, Turns } from './turns.js';

const BIG = SMALL_FILE_BYTES + 1;
const SMALL = SMALL_FILE_BYTES;

describe('the turns of files', () => {
  let turns: Turns;
  let count: number;
  beforeEach(() => {
    [turns, count] = [new Turns(), 0];
  });

  const ask = (from: string, sizeBytes = BIG) => {
    const id = idFromHex('transfer', (count += 1).toString(16).padStart(32, '0')) as TransferId;
    turns.ask({ id, from: from as NodeId, sizeBytes });
    return id;
  };

  it('are given to so many at the same time, and to so many of one contact', () => {
    const alice = Array.from({ length: 5 }, () => ask('alice'));
    expect(turns.begin()).toEqual(alice.slice(0, TURNS.big.ofOne));
    const others = ['bob', 'carol', 'dave', 'erin'].map((name) => ask(name));
    expect(turns.begin()).toEqual(others.slice(0, TURNS.big.inAll - TURNS.big.ofOne));
    expect(turns.begin()).toEqual([]);
  });

  it('go round: who has none comes before who has one, however long that waits', () => {
    const alice = [ask('alice'), ask('alice'), ask('alice')];
    const bob = [ask('bob'), ask('bob'), ask('bob')];
    expect(turns.begin()).toEqual([alice[0], bob[0], alice[1], bob[1]]);
    const carol = ask('carol');
    turns.end(alice[0] as TransferId);
    expect(turns.begin()).toEqual([carol]);
    turns.end(bob[0] as TransferId);
    // Alice and Bob have one each: Alice was served longer ago.
    expect(turns.begin()).toEqual([alice[2]]);
  });

  it('of small files do not wait for big ones, nor the other way round', () => {
    for (let index = 0; index < 9; index++) ask('alice', BIG);
    turns.begin();
    const small = Array.from({ length: 9 }, () => ask('alice', SMALL));
    expect(turns.begin()).toEqual(small.slice(0, TURNS.small.ofOne));
    const bob = ask('bob', BIG);
    expect(turns.begin()).toEqual([bob]);
  });

  it('end early for a contact that has fewer, and only after a while', () => {
    const running = ['alice', 'bob', 'carol', 'dave'].map((name) => ask(name));
    turns.begin();
    expect(turns.inTheWay(() => true)).toBeUndefined();
    const erin = ask('erin');
    expect(turns.inTheWay(() => false)).toBeUndefined();
    const out = turns.inTheWay((id) => id === running[2]);
    expect(out).toBe(running[2]);
    turns.end(running[2] ?? erin);
    turns.ask({ id: running[2] ?? erin, from: 'carol' as NodeId, sizeBytes: BIG });
    expect(turns.begin()).toEqual([erin]);
  });

  it('do not end early for more files of the same contact', () => {
    for (let index = 0; index < 4; index++) ask('alice');
    turns.begin();
    expect(turns.inTheWay(() => true)).toBeUndefined();
  });

  it('are never more than allowed, and everybody who asks has one in the end', () => {
    const requests = fc.array(
      fc.record({ from: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), small: fc.boolean(), end: fc.nat(9) }),
    );
    fc.assert(
      fc.property(requests, (script) => {
        const all = new Turns();
        const facts = new Map<TransferId, { from: string; small: boolean }>();
        const running = new Set<TransferId>();
        const served = new Set<TransferId>();
        const begin = () => {
          for (const id of all.begin()) {
            running.add(id);
            served.add(id);
          }
          for (const small of [true, false]) {
            const places = TURNS[small ? 'small' : 'big'];
            const now = [...running].filter((id) => facts.get(id)?.small === small);
            expect(now.length).toBeLessThanOrEqual(places.inAll);
            for (const name of 'abcdef')
              expect(now.filter((id) => facts.get(id)?.from === name).length).toBeLessThanOrEqual(
                places.ofOne,
              );
          }
        };
        const finish = (place: number) => {
          const id = [...running][place % Math.max(1, running.size)];
          if (!id) return;
          running.delete(id);
          all.end(id);
        };
        for (const [index, { from, small, end }] of script.entries()) {
          const id = idFromHex('transfer', index.toString(16).padStart(32, '0')) as TransferId;
          facts.set(id, { from, small });
          all.ask({ id, from: from as NodeId, sizeBytes: small ? SMALL : BIG });
          begin();
          if (end < 5) finish(end);
        }
        for (let left = script.length; left >= 0; left--) {
          begin();
          finish(0);
        }
        expect(served.size).toBe(script.length);
      }),
    );
  });
});
