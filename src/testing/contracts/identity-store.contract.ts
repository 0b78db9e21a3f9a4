import { describe, expect, it } from 'vitest';
import { sampleBytes, sampleId } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function identityStoreContract(current: CurrentStore): void {
  describe('the identity', () => {
    const identity = () => current().connection.store.identity;
    const alice = {
      keyPair: sampleBytes('key pair'),
      registrationId: 16_380,
      name: 'Alice',
      recordSequence: 2 ** 53 - 1,
      createdAt: 1_700_000_000_000,
    };

    it('is absent in a new store', () => {
      expect(identity().get()).toBeUndefined();
    });

    it('is the one that was put last', () => {
      identity().put({ ...alice, name: 'Alicia' });
      identity().put(alice);
      expect(identity().get()).toEqual(alice);
    });

    it('has no incarnation before the first began', () => {
      expect(() => identity().incarnation()).toThrow('IDENTITY_MISSING');
    });

    it('remembers the lives it had', () => {
      const [first, second, foreign] = [1, 2, 3].map((number) => sampleId('incarnation', number));
      if (!first || !second || !foreign) throw new TypeError('three incarnations');
      identity().begin(second, 1);
      identity().begin(first, 2);
      expect(identity().incarnation()).toBe(first);
      expect([first, second, foreign].map((id) => identity().wasOurs(id))).toEqual([true, true, false]);
    });

    it('never lives the same life twice', () => {
      identity().begin(sampleId('incarnation', 1), 1);
      identity().begin(sampleId('incarnation', 2), 2);
      expect(() => {
        identity().begin(sampleId('incarnation', 1), 3);
      }).toThrow('COMMAND_FAILED');
    });
  });
}
