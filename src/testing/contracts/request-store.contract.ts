import { describe, expect, it } from 'vitest';
import { ALICE, BOB, sampleBytes, sampleId, sampleRequest } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function requestStoreContract(current: CurrentStore): void {
  describe('incoming requests', () => {
    const requests = () => current().connection.store.requests;
    const carol = sampleId('node', 0xca1);

    it('are found by id and by node, with every field', () => {
      const full = sampleRequest({
        signed: sampleBytes('other'),
        observedAddress: null,
        replaces: ALICE,
        countersigned: true,
        receivedAt: 5,
      });
      requests().put(full);
      expect(requests().get(full.id)).toEqual(full);
      expect(requests().byNode(BOB)).toEqual(full);
      expect(requests().byNode(carol)).toBeUndefined();
    });

    it('are one for each node: the newest', () => {
      const later = sampleRequest({ id: sampleId('request', 2), note: 'again' });
      requests().put(sampleRequest());
      requests().put(later);
      expect(requests().count()).toBe(1);
      expect(requests().get(sampleRequest().id)).toBeUndefined();
      expect(requests().byNode(BOB)).toEqual(later);
    });

    it('tell where they came from, each of them', () => {
      requests().put(sampleRequest({ observedAddress: '192.0.2.1' }));
      requests().put(
        sampleRequest({
          id: sampleId('request', 2),
          nodeId: sampleId('node', 0xca1),
          observedAddress: '192.0.2.1',
        }),
      );
      expect(requests().places()).toEqual(['192.0.2.1', '192.0.2.1']);
    });

    it('are gone when removed', () => {
      requests().put(sampleRequest());
      requests().remove(sampleRequest().id);
      expect(requests().count()).toBe(0);
      expect(requests().byNode(BOB)).toBeUndefined();
    });

    it('are found by the identity they claim to replace, oldest first', () => {
      const byCarol = sampleRequest({
        id: sampleId('request', 2),
        nodeId: carol,
        replaces: ALICE,
        receivedAt: 10,
      });
      const byBob = sampleRequest({ replaces: ALICE, receivedAt: 20 });
      requests().put(byBob);
      requests().put(byCarol);
      expect(requests().replacing(ALICE)).toEqual([byCarol, byBob]);
      expect(requests().replacing(BOB)).toEqual([]);
    });

    it('are settled, once or for good, until that is forgotten', () => {
      expect(requests().settledOf(BOB)).toBeUndefined();
      requests().settle(BOB, { answered: sampleId('request', 1) });
      expect(requests().settledOf(BOB)).toEqual({ answered: sampleId('request', 1) });
      requests().block(sampleRequest());
      expect(requests().settledOf(BOB)).toBe('blocked');
      requests().forgetSettled(BOB);
      expect(requests().settledOf(BOB)).toBeUndefined();
    });
  });
}
