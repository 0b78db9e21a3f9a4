import { describe, expect, it } from 'vitest';
import { BOB_CONTACT, sampleBytes, sampleContact, sampleId, sampleStream } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function streamStoreContract(current: CurrentStore): void {
  describe('streams', () => {
    const store = () => current().connection.store;
    const carol = sampleId('contact', 0xca1);

    it('are absent until first put, then keep every field', () => {
      const full = sampleStream({
        peerIncarnation: sampleId('incarnation', 2),
        sent: 2 ** 53 - 1,
        acked: 7,
        ackedHash: new Uint8Array(32).fill(7),
        received: 9,
        receivedHash: new Uint8Array(32).fill(9),
        bundle: sampleBytes('bundle'),
        answeredBundle: new Uint8Array(32).fill(3),
        renewal: sampleBytes('renewal'),
        recovering: 12,
        recoveredTo: 4,
        givenBackTo: 5,
        requeue: { above: 6, upTo: 8 },
        takenTo: 9,
        relinks: true,
        renewedAt: 1_700_000_000_000,
      });
      expect(store().streams.get(BOB_CONTACT)).toBeUndefined();
      store().streams.put(sampleStream());
      expect(store().streams.get(BOB_CONTACT)).toEqual(sampleStream());
      store().streams.put(full);
      expect(store().streams.get(BOB_CONTACT)).toEqual(full);
    });

    it('belong to a contact', () => {
      expect(() => {
        store().streams.put(sampleStream({ contactId: carol }));
      }).toThrow('COMMAND_FAILED');
    });

    it('remember incarnations that ended, for each contact', () => {
      const ended = sampleId('incarnation', 1);
      store().contacts.put(sampleContact({ id: carol, nodeId: sampleId('node', 0xca1) }));
      store().streams.retire(BOB_CONTACT, ended);
      store().streams.retire(BOB_CONTACT, ended);
      expect(store().streams.isRetired(BOB_CONTACT, ended)).toBe(true);
      expect(store().streams.isRetired(carol, ended)).toBe(false);
      expect(store().streams.isRetired(BOB_CONTACT, sampleId('incarnation', 2))).toBe(false);
    });

    it('count the claims of each contact about our own life', () => {
      expect(store().streams.lifeClaims(BOB_CONTACT)).toBe(0);
      store().streams.setLifeClaims(BOB_CONTACT, 3);
      expect([store().streams.lifeClaims(BOB_CONTACT), store().streams.lifeClaims(carol)]).toEqual([3, 0]);
      store().streams.setLifeClaims(BOB_CONTACT, 0);
      expect(store().streams.lifeClaims(BOB_CONTACT)).toBe(0);
      expect(() => {
        store().streams.setLifeClaims(carol, 1);
      }).toThrow('COMMAND_FAILED');
    });

    it('remember accepted ciphertexts of each contact until told to forget them', () => {
      const [hash, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
      store().contacts.put(sampleContact({ id: carol, nodeId: sampleId('node', 0xca1) }));
      store().streams.addSeen(BOB_CONTACT, 7, other);
      store().streams.addSeen(BOB_CONTACT, 7, hash);
      store().streams.addSeen(carol, 7, other);
      expect(store().streams.seen(BOB_CONTACT, 7)).toEqual(hash);
      expect(store().streams.seen(carol, 7)).toEqual(other);
      expect(store().streams.seen(BOB_CONTACT, 8)).toBeUndefined();
      expect(store().streams.hasSeenAbove(BOB_CONTACT, 6, hash)).toBe(true);
      expect(store().streams.hasSeenAbove(BOB_CONTACT, 7, hash)).toBe(false);
      expect(store().streams.hasSeenAbove(BOB_CONTACT, 0, other)).toBe(false);
      expect(store().streams.refusedAbove(BOB_CONTACT, 0)).toEqual([]);
      store().streams.addSeen(BOB_CONTACT, 9, other, 3);
      store().streams.addSeen(BOB_CONTACT, 8, hash, 2);
      expect(store().streams.refusedAbove(BOB_CONTACT, 7)).toEqual([
        { streamSeq: 8, hash, refusal: 2 },
        { streamSeq: 9, hash: other, refusal: 3 },
      ]);
      expect(store().streams.refusedAbove(BOB_CONTACT, 9)).toEqual([]);
      store().streams.forgetSeen(BOB_CONTACT);
      expect(store().streams.seen(BOB_CONTACT, 7)).toBeUndefined();
      expect(store().streams.seen(carol, 7)).toEqual(other);
    });
  });
}
