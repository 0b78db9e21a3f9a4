import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../core/ports/stream-store.js';
import { BOB_CONTACT, sampleBytes, sampleContact, sampleId, sampleOutboxRow, sampleSeal } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function outboxStoreContract(current: CurrentStore): void {
  describe('the outbox', () => {
    const store = () => current().connection.store;
    const outbox = () => store().outbox;
    const carol = sampleId('contact', 0xca1);
    const append = (...numbers: number[]) =>
      numbers.map((number) => outbox().append(sampleOutboxRow(number)));
    const seal = (...ids: number[]) => {
      for (const [index, id] of ids.entries()) outbox().seal(id, sampleSeal(index + 1));
    };
    const messageIds = (rows: readonly Pick<OutboxRow, 'messageId'>[]) => rows.map((row) => row.messageId);
    const sampleIds = (...numbers: number[]) => numbers.map((number) => sampleId('message', number));

    it('keeps rows in the order they were appended, whatever their ids', () => {
      append(30, 10, 20);
      expect(messageIds(outbox().all(BOB_CONTACT))).toEqual(sampleIds(30, 10, 20));
      expect(messageIds(outbox().nextUnsealed(BOB_CONTACT, 2))).toEqual(sampleIds(30, 10));
    });

    it('gives back what was put in', () => {
      const row = sampleOutboxRow(1, { kind: 'service' });
      const id = outbox().append(row);
      expect(outbox().all(BOB_CONTACT)).toEqual([{ ...row, id, sealed: null }]);
      outbox().seal(id, sampleSeal(5));
      outbox().setPayload(id, sampleBytes('changed'));
      const expected = { ...row, id, payload: sampleBytes('changed'), sealed: sampleSeal(5) };
      expect(outbox().find(BOB_CONTACT, row.messageId)).toEqual(expected);
    });

    it('tells service traffic apart from messages', () => {
      outbox().append(sampleOutboxRow(1));
      outbox().append(sampleOutboxRow(2, { kind: 'service' }));
      expect(messageIds(outbox().nextUnsealed(BOB_CONTACT, 10, 'service'))).toEqual(sampleIds(2));
    });

    it('never gives a number again', () => {
      const [first = 0] = append(1);
      outbox().remove(first);
      expect(append(2)[0]).toBeGreaterThan(first);
    });

    it('owes to a contact only', () => {
      expect(() => outbox().append(sampleOutboxRow(1, { contactId: carol }))).toThrow('COMMAND_FAILED');
    });

    it('gives encrypted rows in stream order, above a number', () => {
      const [a = 0, b = 0, c = 0] = append(1, 2, 3);
      append(4);
      seal(c, a, b);
      expect(messageIds(outbox().sealedAbove(BOB_CONTACT, 0))).toEqual(sampleIds(3, 1, 2));
      expect(messageIds(outbox().sealedAbove(BOB_CONTACT, 2))).toEqual(sampleIds(2));
      expect(outbox().sealedCount(BOB_CONTACT)).toBe(3);
      expect(outbox().sealedAt(BOB_CONTACT, 2)?.messageId).toBe(sampleId('message', 1));
      expect(outbox().sealedAt(BOB_CONTACT, 4)).toBeUndefined();
      expect(messageIds(outbox().nextUnsealed(BOB_CONTACT, 10))).toEqual(sampleIds(4));
    });

    it('knows the first numbered row that is not encrypted', () => {
      expect(outbox().firstUnsealedNumbered(BOB_CONTACT)).toBeUndefined();
      outbox().append(sampleOutboxRow(1, { kind: 'service' }));
      const [first = 0, second] = append(2, 3);
      expect(outbox().firstUnsealedNumbered(BOB_CONTACT)?.id).toBe(first);
      outbox().seal(first, sampleSeal(1));
      expect(outbox().firstUnsealedNumbered(BOB_CONTACT)?.id).toBe(second);
    });

    it('knows the first numbered row that is not encrypted and no repetition', () => {
      const repeat = outbox().append(sampleOutboxRow(1, { kind: 'repeat' }));
      expect(outbox().firstUnsealedNumbered(BOB_CONTACT)?.id).toBe(repeat);
      expect(outbox().firstUnsealedNumbered(BOB_CONTACT, 'new')).toBeUndefined();
      const [first] = append(2);
      expect(outbox().firstUnsealedNumbered(BOB_CONTACT, 'new')?.id).toBe(first);
      expect(
        outbox()
          .nextUnsealed(BOB_CONTACT, 9)
          .map(({ kind }) => kind),
      ).toEqual(['repeat', 'message']);
    });

    it('takes acknowledged rows out, in stream order, and only those', () => {
      const [a = 0, b = 0, c = 0] = append(1, 2, 3);
      append(4);
      seal(b, a, c);
      const taken = outbox().takeAcked(BOB_CONTACT, 2);
      expect(messageIds(taken)).toEqual(sampleIds(2, 1));
      const { messageId, kind } = sampleOutboxRow(2);
      const { streamSeq, hash } = sampleSeal(1);
      expect(taken[0]).toEqual({ messageId, kind, streamSeq, hash });
      expect(messageIds(outbox().all(BOB_CONTACT))).toEqual(sampleIds(3, 4));
      expect(outbox().takeAcked(BOB_CONTACT, 2)).toEqual([]);
    });

    it('forgets ciphertexts without losing the order', () => {
      const [a = 0, b = 0] = append(1, 2, 3);
      seal(b, a);
      outbox().unsealAll(BOB_CONTACT);
      expect(outbox().sealedCount(BOB_CONTACT)).toBe(0);
      expect(messageIds(outbox().nextUnsealed(BOB_CONTACT, 10))).toEqual(sampleIds(1, 2, 3));
      expect(
        outbox()
          .all(BOB_CONTACT)
          .every((row) => row.sealed === null),
      ).toBe(true);
    });

    it('finds what was not encrypted under an id that was used before', () => {
      const { messageId } = sampleOutboxRow(1);
      const [sealed = 0] = append(1);
      seal(sealed);
      expect(outbox().findUnsealed(BOB_CONTACT, messageId)).toBeUndefined();
      const [waiting] = append(1);
      expect(outbox().findUnsealed(BOB_CONTACT, messageId)?.id).toBe(waiting);
    });

    it('turns a message that is given up into a place, in its turn', () => {
      const [first = 0, second] = append(1, 2);
      const place = { messageId: sampleId('message', 9), payload: sampleBytes('empty') };
      outbox().giveUp(first, place);
      expect(outbox().firstUnsealedNumbered(BOB_CONTACT)).toMatchObject({
        id: first,
        kind: 'place',
        ...place,
      });
      expect(
        outbox()
          .nextUnsealed(BOB_CONTACT, 9)
          .map(({ id }) => id),
      ).toEqual([first, second]);
      expect(outbox().nextUnsealed(BOB_CONTACT, 9, 'service')).toEqual([]);
    });

    it('remembers how far it is with giving up', () => {
      const [first = 0, second = 0, third = 0] = append(1, 2, 3);
      expect(outbox().lastUnsealed(BOB_CONTACT)).toBe(third);
      seal(third);
      expect(outbox().lastUnsealed(BOB_CONTACT)).toBe(second);
      const job = { contactId: BOB_CONTACT, reached: 0, upTo: second, code: 'CONTACT_BLOCKED' } as const;
      expect(outbox().givingUp(BOB_CONTACT)).toBeUndefined();
      outbox().setGivingUp(job);
      expect(
        outbox()
          .unsealedBetween(job, 9)
          .map(({ id }) => id),
      ).toEqual([first, second]);
      const later = { ...job, reached: first };
      outbox().setGivingUp(later);
      expect(outbox().givingUp(BOB_CONTACT)).toEqual(later);
      expect(outbox().anyGivingUp()).toEqual(later);
      expect(
        outbox()
          .unsealedBetween(later, 9)
          .map(({ id }) => id),
      ).toEqual([second]);
      outbox().endGivingUp(BOB_CONTACT);
      expect(outbox().givingUp(BOB_CONTACT)).toBeUndefined();
      expect(outbox().anyGivingUp()).toBeUndefined();
    });

    it('keeps contacts apart', () => {
      store().contacts.put(sampleContact({ id: carol, nodeId: sampleId('node', 0xca1) }));
      const [forBob = 0] = append(1);
      const forCarol = outbox().append(sampleOutboxRow(1, { contactId: carol }));
      outbox().seal(forBob, sampleSeal(1));
      outbox().seal(forCarol, sampleSeal(1));
      outbox().unsealAll(carol);
      expect(outbox().sealedCount(BOB_CONTACT)).toBe(1);
      expect(outbox().takeAcked(carol, 9)).toEqual([]);
      outbox().removeAll(BOB_CONTACT);
      expect(outbox().find(BOB_CONTACT, sampleId('message', 1))).toBeUndefined();
      expect(outbox().find(carol, sampleId('message', 1))?.id).toBe(forCarol);
    });
  });
}
