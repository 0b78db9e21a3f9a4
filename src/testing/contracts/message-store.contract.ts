import { describe, expect, it } from 'vitest';
import { authorRank } from '../../core/ports/position.js';
import { ALICE, BOB, WITH_BOB, sampleBytes, sampleId, sampleMessage } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function messageStoreContract(current: CurrentStore): void {
  describe('messages', () => {
    const messages = () => current().connection.store.messages;

    it('keep every field', () => {
      const full = sampleMessage(3, {
        kind: 2_000,
        lamport: 2 ** 53 - 1,
        state: 'failed',
        failure: { code: 'CONTACT_BLOCKED', params: { name: 'Bob', tries: 3, final: true } },
        unread: true,
        recovered: true,
        sentAt: 1_700_000_000_000,
        receivedAt: 1_700_000_000_001,
      });
      expect(messages().add(full)).toBe('added');
      expect(messages().byId(WITH_BOB, BOB, full.id)).toEqual(full);
      expect(messages().bySeq(WITH_BOB, BOB, 3)).toEqual(full);
      expect(messages().bySeq(WITH_BOB, ALICE, 3)).toBeUndefined();
      expect(messages().byId(sampleId('conversation', 9), BOB, full.id)).toBeUndefined();
    });

    it('are refused as duplicates by id and by number, and leave the first as it was', () => {
      const first = sampleMessage(1);
      messages().add(first);
      const sameId = sampleMessage(2, { id: first.id, unread: true });
      const sameNumber = sampleMessage(1, { id: sampleId('message', 2), unread: true });
      expect(messages().add(sameId)).toBe('duplicate');
      expect(messages().add(sameNumber)).toBe('duplicate');
      expect(messages().authoredAbove(WITH_BOB, BOB, 0, 10)).toEqual([first]);
      expect(current().inspect.unread(WITH_BOB)).toBe(0);
      expect(current().inspect.gapBefore(WITH_BOB, BOB, 1)).toBe(0);
    });

    it('of two authors may share id and number', () => {
      expect(messages().add(sampleMessage(1))).toBe('added');
      expect(messages().add(sampleMessage(1, { author: ALICE }))).toBe('added');
    });

    it('are found by id in whatever conversation their author wrote them', () => {
      const here = sampleMessage(1);
      const elsewhere = sampleMessage(7, { id: here.id, conversationId: sampleId('conversation', 9) });
      const { conversations } = current().connection.store;
      conversations.put({ id: elsewhere.conversationId, contactId: null, peer: BOB, lamport: 0 });
      messages().add(here);
      messages().add(elsewhere);
      messages().add(sampleMessage(1, { author: ALICE }));
      const found = messages().everywhereById(BOB, here.id);
      expect(new Set(found)).toEqual(new Set([here, elsewhere]));
      expect(messages().everywhereById(BOB, sampleId('message', 77))).toEqual([]);
      expect(messages().everywhereById(sampleId('node', 0xca1), here.id)).toEqual([]);
    });

    it('need a conversation', () => {
      const lost = sampleMessage(1, { conversationId: sampleId('conversation', 9) });
      expect(() => messages().add(lost)).toThrow('NOT_FOUND');
    });

    it('of one author are read in order from any number', () => {
      for (const authorSeq of [5, 1, 3]) messages().add(sampleMessage(authorSeq));
      messages().add(sampleMessage(4, { author: ALICE }));
      const above = (authorSeq: number, limit: number) =>
        messages()
          .authoredAbove(WITH_BOB, BOB, authorSeq, limit)
          .map((message) => message.authorSeq);
      expect(above(0, 10)).toEqual([1, 3, 5]);
      expect(above(1, 1)).toEqual([3]);
      expect(messages().lastBy(WITH_BOB, BOB)?.authorSeq).toBe(5);
      expect(messages().lastBy(WITH_BOB, sampleId('node', 0xca1))).toBeUndefined();
    });

    it('of nobody are lines of this store alone', () => {
      expect(messages().lastBy(WITH_BOB, null)).toBeUndefined();
      const line = sampleMessage(2, { author: null, kind: 0, payload: sampleBytes('{}') });
      messages().add(sampleMessage(3));
      messages().add(line);
      expect(messages().lastBy(WITH_BOB, null)).toEqual(line);
    });

    it('change state, with a reason while they are failed', () => {
      const { id } = sampleMessage(1);
      const failure = { code: 'CONTACT_BLOCKED', params: {} } as const;
      messages().add(sampleMessage(1, { author: ALICE, state: 'queued' }));
      messages().setState(WITH_BOB, ALICE, id, 'failed', failure);
      expect(messages().byId(WITH_BOB, ALICE, id)).toMatchObject({ state: 'failed', failure });
      for (const state of ['queued', 'delivered', 'read', 'withdrawn'] as const) {
        messages().setState(WITH_BOB, ALICE, id, state);
        expect(messages().byId(WITH_BOB, ALICE, id)).toMatchObject({ state, failure: null });
      }
    });

    it('without a payload keep a place in the order of their author', () => {
      const empty = sampleMessage(2, { payload: new Uint8Array(0), state: 'withdrawn' });
      expect(messages().add(empty)).toBe('added');
      expect(messages().bySeq(WITH_BOB, BOB, 2)).toEqual(empty);
    });

    it('that never left move to a new place under their id', () => {
      const message = sampleMessage(1, { author: ALICE, state: 'queued' });
      messages().add(message);
      const to = { authorSeq: 4, lamport: 90, payload: sampleBytes('numbered anew') };
      messages().move(message, to);
      expect(messages().bySeq(WITH_BOB, ALICE, 1)).toBeUndefined();
      expect(messages().byId(WITH_BOB, ALICE, message.id)).toEqual({ ...message, ...to });
    });

    it('that are sent anew move to the time of that', () => {
      const message = sampleMessage(1, { author: ALICE, state: 'queued' });
      messages().add(message);
      const to = { authorSeq: 4, lamport: 90, payload: sampleBytes('once more'), sentAt: message.sentAt + 1 };
      messages().move(message, to);
      expect(messages().byId(WITH_BOB, ALICE, message.id)).toEqual({ ...message, ...to });
    });

    it('that are empty move like any other', () => {
      const empty = sampleMessage(1, { author: ALICE, payload: new Uint8Array(0), state: 'withdrawn' });
      messages().add(empty);
      const to = { authorSeq: 4, lamport: 90, payload: empty.payload };
      messages().move(empty, to);
      expect(messages().byId(WITH_BOB, ALICE, empty.id)).toEqual({ ...empty, ...to });
    });

    it('become read up to a position, oldest first, once', () => {
      for (const authorSeq of [3, 1, 2, 4]) messages().add(sampleMessage(authorSeq, { unread: true }));
      messages().add(sampleMessage(5, { lamport: 5 }));
      const upTo = { lamport: 30, rank: authorRank(BOB), authorSeq: 3 };
      const read = messages().markRead(WITH_BOB, upTo);
      expect(read).toEqual([1, 2, 3].map((authorSeq) => sampleMessage(authorSeq)));
      expect(current().inspect.unread(WITH_BOB)).toBe(1);
      expect(messages().markRead(WITH_BOB, upTo)).toEqual([]);
      expect(messages().bySeq(WITH_BOB, BOB, 3)?.unread).toBe(false);
      expect(messages().bySeq(WITH_BOB, BOB, 4)?.unread).toBe(true);
    });

    it('become read one by one, and leave the others before them as they are', () => {
      for (const authorSeq of [1, 2, 3]) messages().add(sampleMessage(authorSeq, { unread: true }));
      const at = (authorSeq: number) => ({ lamport: 10 * authorSeq, rank: authorRank(BOB), authorSeq });
      expect(messages().markSeen(WITH_BOB, [at(2), at(3), at(9)])).toEqual(
        [2, 3].map((n) => sampleMessage(n)),
      );
      expect(messages().markSeen(WITH_BOB, [at(2)])).toEqual([]);
      expect(current().inspect.unread(WITH_BOB)).toBe(1);
      expect(messages().bySeq(WITH_BOB, BOB, 1)?.unread).toBe(true);
    });

    it('of the same lamport become read by author and number', () => {
      const carol = sampleId('node', 0xca1);
      const place = { lamport: 10, unread: true };
      for (const authorSeq of [1, 2]) messages().add(sampleMessage(authorSeq, place));
      messages().add(sampleMessage(1, { ...place, author: carol }));
      const read = messages().markRead(WITH_BOB, { lamport: 10, rank: authorRank(BOB), authorSeq: 1 });
      const first = [...[BOB, carol]].sort()[0];
      expect(read.map(({ author, authorSeq }) => [author, authorSeq])).toEqual(
        first === BOB
          ? [[BOB, 1]]
          : [
              [carol, 1],
              [BOB, 1],
            ],
      );
    });
  });
}
