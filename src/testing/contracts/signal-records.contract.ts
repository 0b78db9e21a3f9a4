import { describe, expect, it } from 'vitest';
import { ALICE, BOB, sampleBytes } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function signalRecordsContract(current: CurrentStore): void {
  describe('signal records', () => {
    const signal = () => current().connection.store.signal;

    it('hold the newest session of an address', () => {
      signal().putSession('bob.1', sampleBytes('old'));
      signal().putSession('bob.1', sampleBytes('new'));
      expect(signal().session('bob.1')).toEqual(sampleBytes('new'));
      expect(signal().session('bob.2')).toBeUndefined();
    });

    it('hold pre-keys of each kind under their own ids', () => {
      signal().putPreKey(1, sampleBytes('pre'), BOB);
      signal().putSignedPreKey(1, sampleBytes('signed'), 5);
      signal().putKyberPreKey(1, sampleBytes('kyber'), BOB);
      expect(signal().preKey(1)).toEqual(sampleBytes('pre'));
      expect(signal().signedPreKey(1)).toEqual(sampleBytes('signed'));
      expect(signal().kyberPreKey(1)).toEqual(sampleBytes('kyber'));
      signal().removePreKey(1);
      signal().removeKyberPreKey(1);
      expect([signal().preKey(1), signal().kyberPreKey(1)]).toEqual([undefined, undefined]);
      expect(signal().signedPreKey(1)).toEqual(sampleBytes('signed'));
    });

    it('know the latest signed pre-key', () => {
      expect(signal().latestSignedPreKey()).toBeUndefined();
      signal().putSignedPreKey(2, sampleBytes('newer'), 20);
      signal().putSignedPreKey(7, sampleBytes('older'), 10);
      const latest = { id: 2, record: sampleBytes('newer'), createdAt: 20 };
      expect(signal().latestSignedPreKey()).toEqual(latest);
    });

    it('give each key id once, from 1', () => {
      expect([signal().nextKeyId(), signal().nextKeyId(), signal().nextKeyId()]).toEqual([1, 2, 3]);
    });

    it('forget the pre-keys made for a node, but for the newest', () => {
      for (const id of [1, 3, 5]) signal().putPreKey(id, sampleBytes(`pre ${String(id)}`), BOB);
      for (const id of [2, 4, 6]) signal().putKyberPreKey(id, sampleBytes(`kyber ${String(id)}`), BOB);
      signal().putPreKey(7, sampleBytes('for Alice'), ALICE);
      signal().forgetPreKeys(BOB, 2);
      const kept = (ids: readonly number[], key: (id: number) => unknown) =>
        ids.filter((id) => key(id) !== undefined);
      expect(kept([1, 3, 5], (id) => signal().preKey(id))).toEqual([3, 5]);
      expect(kept([2, 4, 6], (id) => signal().kyberPreKey(id))).toEqual([4, 6]);
      signal().forgetPreKeys(BOB, 0);
      expect(kept([1, 3, 5], (id) => signal().preKey(id))).toEqual([]);
      expect(kept([2, 4, 6], (id) => signal().kyberPreKey(id))).toEqual([]);
      expect(signal().preKey(7)).toEqual(sampleBytes('for Alice'));
    });

    it('drop a signed pre-key when it is not the latest and no bundle made with it is left', () => {
      const kept = () => [2, 12, 22].filter((id) => signal().signedPreKey(id) !== undefined);
      for (const id of [2, 12, 22]) signal().putSignedPreKey(id, sampleBytes('signed'), id);
      // Made together with the signed pre-key of their bundle, or later with the same one.
      for (const id of [1, 11, 20]) signal().putPreKey(id, sampleBytes('pre'), BOB);
      signal().markKyberUse(3, 2, sampleBytes('base key'));
      signal().dropSpentSignedPreKeys();
      expect(kept()).toEqual([2, 12, 22]);
      signal().removePreKey(1);
      signal().removePreKey(11);
      signal().dropSpentSignedPreKeys();
      expect(kept()).toEqual([12, 22]);
      expect(signal().markKyberUse(3, 2, sampleBytes('base key'))).toBe(true);
      signal().removePreKey(20);
      signal().dropSpentSignedPreKeys();
      expect(kept()).toEqual([22]);
    });

    it('accept each use of a Kyber key once', () => {
      const [a, b] = [sampleBytes('base key a'), sampleBytes('base key b')];
      expect(signal().markKyberUse(1, 2, a)).toBe(true);
      expect(signal().markKyberUse(1, 2, a)).toBe(false);
      expect(signal().markKyberUse(1, 2, b)).toBe(true);
      expect(signal().markKyberUse(1, 3, a)).toBe(true);
      expect(signal().markKyberUse(2, 2, a)).toBe(true);
    });
  });
}
