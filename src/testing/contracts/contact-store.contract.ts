import { describe, expect, it } from 'vitest';
import { BOB, BOB_CONTACT, sampleBytes, sampleContact, sampleId, sampleStream } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function contactStoreContract(current: CurrentStore): void {
  describe('contacts', () => {
    const contacts = () => current().connection.store.contacts;
    const carol = sampleContact({
      id: sampleId('contact', 0xca1),
      nodeId: sampleId('node', 0xca1),
      since: 500,
    });

    it('are found by id and by node', () => {
      expect(contacts().get(BOB_CONTACT)).toEqual(sampleContact());
      expect(contacts().byNode(BOB)).toEqual(sampleContact());
      expect(contacts().get(carol.id)).toBeUndefined();
      expect(contacts().byNode(carol.nodeId)).toBeUndefined();
    });

    it('keep every field', () => {
      const full = sampleContact({
        fingerprint: '000001111122222333334444455555',
        state: 'frozen',
        stateBefore: 'approved',
        trust: 'introduced',
        trustBefore: 'link',
        name: 'Боб 🙂',
        profileName: 'Robert',
        note: 'from the library',
        typedAddress: 'bob.example:8443',
        record: sampleBytes('record'),
        recordSequence: 2 ** 53 - 1,
        requestId: sampleId('request', 5),
        request: sampleBytes('request'),
        keyKept: true,
        since: 7,
        reachedAt: 8,
      });
      contacts().put(full);
      expect(contacts().all()).toEqual([full]);
    });

    it('keep what else is known of Bob when his row is replaced', () => {
      const { streams } = current().connection.store;
      streams.put(sampleStream({ sent: 3 }));
      contacts().put(sampleContact({ state: 'removed' }));
      expect(streams.get(BOB_CONTACT)?.sent).toBe(3);
    });

    it('are listed oldest first', () => {
      contacts().put(carol);
      expect(contacts().all()).toEqual([carol, sampleContact()]);
    });

    it('are one for each node', () => {
      expect(() => {
        contacts().put({ ...carol, nodeId: BOB });
      }).toThrow('COMMAND_FAILED');
    });
  });
}
