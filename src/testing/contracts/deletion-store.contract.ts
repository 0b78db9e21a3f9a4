import { describe, expect, it } from 'vitest';
import type { Deletion } from '../../core/ports/deletion-store.js';
import { ALICE, BOB, WITH_BOB, sampleBytes, sampleId, sampleMessage } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function deletionStoreContract(current: CurrentStore): void {
  describe('deletions', () => {
    const store = () => current().connection.store;
    const unread = () => current().inspect.unread(WITH_BOB);
    const first = sampleMessage(1);
    const second = sampleMessage(2, { unread: true });
    const mine = sampleMessage(1, { author: ALICE, state: 'delivered' });
    const line = sampleMessage(5, { author: null, kind: 0 });
    const deletion: Deletion = { id: sampleId('deletion', 1), conversationId: WITH_BOB, dueAt: 10_000 };
    const add = () => {
      for (const message of [first, second, mine, line]) store().messages.add(message);
    };

    it('hide their messages, which count as unread no more', () => {
      add();
      expect(store().deletions.hold(deletion, [first, second])).toEqual([first, second]);
      expect(store().messages.bySeq(WITH_BOB, BOB, 2)).toEqual({ ...second, kind: 4, unread: false });
      expect(store().messages.byId(WITH_BOB, ALICE, mine.id)).toEqual(mine);
      expect(unread()).toBe(0);
      expect(store().deletions.get(deletion.id)).toEqual(deletion);
    });

    it('that are undone leave everything as it was, with what happened meanwhile', () => {
      add();
      store().deletions.hold(deletion, [second, mine, line]);
      store().messages.setState(WITH_BOB, ALICE, mine.id, 'read');
      const back = store().deletions.undo(deletion.id);
      expect(back.map(({ kind, unread: isUnread }) => [kind, isUnread])).toEqual(
        expect.arrayContaining([
          [1, true],
          [1, false],
          [0, false],
        ]),
      );
      expect(store().messages.bySeq(WITH_BOB, BOB, 2)).toEqual(second);
      expect(store().messages.byId(WITH_BOB, ALICE, mine.id)).toEqual({ ...mine, state: 'read' });
      expect(store().messages.lastBy(WITH_BOB, null)).toEqual(line);
      expect([unread(), store().deletions.all()]).toEqual([1, []]);
    });

    it('that are carried out leave an empty place, so that order has no gap, and no system line', () => {
      add();
      store().messages.add(sampleMessage(3));
      store().deletions.hold(deletion, [second, line]);
      store().deletions.carryOut(deletion.id);
      const empty = { kind: 4, payload: sampleBytes(''), unread: false };
      expect(store().messages.bySeq(WITH_BOB, BOB, 2)).toEqual({ ...second, ...empty });
      expect(current().inspect.gapBefore(WITH_BOB, BOB, 3)).toBe(0);
      expect(store().messages.lastBy(WITH_BOB, null)).toBeUndefined();
      expect(store().messages.add(second)).toBe('duplicate');
      expect([store().deletions.undo(deletion.id), store().deletions.all()]).toEqual([[], []]);
    });

    it('pass over what another one holds', () => {
      add();
      store().deletions.hold(deletion, [first]);
      const later = { ...deletion, id: sampleId('deletion', 2), dueAt: 5_000 };
      expect(store().deletions.hold(later, [first, second])).toEqual([second]);
      expect(store().deletions.all()).toEqual([later, deletion]);
      store().deletions.undo(later.id);
      expect(store().messages.bySeq(WITH_BOB, BOB, 1)?.kind).toBe(4);
    });

    it('go with a history that is cleared', () => {
      add();
      store().deletions.hold(deletion, [first, second, line]);
      store().conversations.clear(WITH_BOB);
      expect(store().deletions.get(deletion.id)).toBeUndefined();
      expect(store().deletions.undo(deletion.id)).toEqual([]);
      expect(store().messages.bySeq(WITH_BOB, BOB, 1)).toBeUndefined();
    });
  });
}
