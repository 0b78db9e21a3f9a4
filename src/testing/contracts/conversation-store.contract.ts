import { describe, expect, it } from 'vitest';
import type { NodeId } from '../../base/ids.js';
import { ALICE, BOB, BOB_CONTACT, WITH_BOB, sampleBytes, sampleId, sampleMessage } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

const UNSET = { mutedUntil: 0, pinned: false, archived: false, hidden: false, markedUnread: false };
const PLACE = { rowId: 'of Bob, the fifth', offsetPx: -12 };

export function conversationStoreContract(current: CurrentStore): void {
  describe('conversations', () => {
    const conversations = () => current().connection.store.conversations;
    const messages = () => current().connection.store.messages;
    const withBob = { id: WITH_BOB, contactId: BOB_CONTACT, peer: BOB, lamport: 0 };

    it('are found by id', () => {
      expect(conversations().get(WITH_BOB)).toEqual(withBob);
      expect(conversations().get(sampleId('conversation', 9))).toBeUndefined();
    });

    it('keep draft and unread messages when they are put again', () => {
      conversations().setDraft(WITH_BOB, 'half a thought');
      conversations().setCaption(WITH_BOB, 'below the picture');
      conversations().setPlace(WITH_BOB, PLACE);
      messages().add(sampleMessage(1, { unread: true }));
      const changed = { ...withBob, contactId: null, lamport: 2 ** 53 - 1 };
      conversations().put(changed);
      expect(conversations().get(WITH_BOB)).toEqual(changed);
      expect(current().inspect.draft(WITH_BOB)).toBe('half a thought');
      expect(current().inspect.caption(WITH_BOB)).toBe('below the picture');
      expect(current().inspect.place(WITH_BOB)).toEqual(PLACE);
      expect(current().inspect.unread(WITH_BOB)).toBe(1);
    });

    it('that a contact left are known until they are with a contact again', () => {
      const other = { id: sampleId('conversation', 9), contactId: null, peer: ALICE, lamport: 0 };
      conversations().put(other);
      conversations().put({ ...withBob, contactId: null });
      for (const { id } of [withBob, other]) conversations().leaveTo(id, BOB_CONTACT);
      conversations().put({ ...other, lamport: 3 });
      expect(conversations().formerOf(BOB_CONTACT)).toEqual([
        { ...withBob, contactId: null },
        { ...other, lamport: 3 },
      ]);
      conversations().put(withBob);
      expect([conversations().leftBy(WITH_BOB), conversations().leftBy(other.id)]).toEqual([
        undefined,
        BOB_CONTACT,
      ]);
      expect(conversations().formerOf(BOB_CONTACT)).toHaveLength(1);
    });

    it('forget the place when their end was reached', () => {
      expect(current().inspect.place(WITH_BOB)).toBeNull();
      conversations().setPlace(WITH_BOB, PLACE);
      conversations().setPlace(WITH_BOB, null);
      expect(current().inspect.place(WITH_BOB)).toBeNull();
    });

    it('are hidden until an unread message comes', () => {
      conversations().setSettings(WITH_BOB, { archived: true, hidden: true });
      messages().add(sampleMessage(1));
      expect(current().inspect.settings(WITH_BOB)).toMatchObject({ hidden: true });
      messages().add(sampleMessage(2, { unread: true }));
      expect(current().inspect.settings(WITH_BOB)).toMatchObject({ archived: true, hidden: false });
    });

    it('keep the settings that are not changed', () => {
      expect(current().inspect.settings(WITH_BOB)).toEqual(UNSET);
      conversations().setSettings(WITH_BOB, { mutedUntil: 8.64e15, pinned: true, markedUnread: true });
      conversations().setSettings(WITH_BOB, { archived: true, hidden: true, pinned: false });
      conversations().put({ ...withBob, lamport: 7 });
      expect(current().inspect.settings(WITH_BOB)).toEqual({
        mutedUntil: 8.64e15,
        pinned: false,
        archived: true,
        hidden: true,
        markedUnread: true,
      });
    });

    it('go over with what is written in them and what was set for them', () => {
      const to = sampleId('conversation', 9);
      conversations().put({ ...withBob, id: to, contactId: null });
      const set = { mutedUntil: 7, pinned: true, archived: true, hidden: true, markedUnread: true };
      conversations().setSettings(WITH_BOB, set);
      conversations().setDraft(WITH_BOB, 'half a thought');
      conversations().setCaption(WITH_BOB, 'below the picture');
      conversations().setPlace(WITH_BOB, PLACE);
      conversations().inherit(WITH_BOB, to, 100);
      const shown = (id: typeof to) => [
        current().inspect.draft(id),
        current().inspect.caption(id),
        current().inspect.settings(id),
        current().inspect.place(id),
      ];
      expect(shown(to)).toEqual(['half a thought', 'below the picture', set, null]);
      expect(shown(WITH_BOB)).toEqual(['', '', UNSET, PLACE]);
    });

    it('keep what was written where others go over to', () => {
      const to = sampleId('conversation', 9);
      conversations().put({ ...withBob, id: to, contactId: null });
      conversations().setSettings(to, { pinned: true, mutedUntil: 7 });
      conversations().setDraft(to, 'of long ago');
      conversations().setDraft(WITH_BOB, 'of now');
      conversations().setCaption(to, 'another one');
      conversations().inherit(WITH_BOB, to, 100);
      expect([current().inspect.draft(to), current().inspect.caption(to)]).toEqual([
        'of now\nof long ago',
        'another one',
      ]);
      expect(current().inspect.settings(to)).toEqual(UNSET);
    });

    it('leave behind what would be too long beside what goes over to them', () => {
      const to = sampleId('conversation', 9);
      conversations().put({ ...withBob, id: to, contactId: null });
      for (const [id, text] of [
        [to, 'of long ago'],
        [WITH_BOB, 'of now'],
      ] as const) {
        conversations().setDraft(id, text);
        conversations().setCaption(id, text.toUpperCase());
      }
      conversations().inherit(WITH_BOB, to, 'of now\nof long ag'.length);
      const { inspect } = current();
      expect([inspect.draft(to), inspect.draft(WITH_BOB)]).toEqual(['of now', 'of long ago']);
      expect([inspect.caption(to), inspect.caption(WITH_BOB)]).toEqual(['OF NOW', 'OF LONG AGO']);
    });

    it('give their draft to who knows what it says, and keep any other', () => {
      conversations().setDraft(WITH_BOB, 'half a thought');
      expect(conversations().takeDraft(WITH_BOB, 'half')).toBe(false);
      expect(conversations().draft(WITH_BOB)).toBe('half a thought');
      expect(current().inspect.draft(WITH_BOB)).toBe('half a thought');
      expect(conversations().takeDraft(WITH_BOB, 'half a thought')).toBe(true);
      expect(current().inspect.draft(WITH_BOB)).toBe('');
      expect(conversations().takeDraft(WITH_BOB, '')).toBe(false);
      expect(conversations().draft(WITH_BOB)).toBe('');
    });

    it('give their caption likewise', () => {
      conversations().setCaption(WITH_BOB, 'below the picture');
      expect(conversations().takeCaption(WITH_BOB, 'below')).toBe(false);
      expect(conversations().caption(WITH_BOB)).toBe('below the picture');
      expect(conversations().takeCaption(WITH_BOB, 'below the picture')).toBe(true);
      expect([conversations().caption(WITH_BOB), current().inspect.caption(WITH_BOB)]).toEqual(['', '']);
    });

    it('lose messages and draft when cleared, but not the numbers of their authors', () => {
      for (const authorSeq of [1, 2, 3]) messages().add(sampleMessage(authorSeq, { unread: true }));
      messages().add(sampleMessage(7, { author: ALICE, state: 'failed' }));
      messages().add(sampleMessage(9, { author: null, kind: 0 }));
      conversations().setDraft(WITH_BOB, 'half a thought');
      conversations().setCaption(WITH_BOB, 'below the picture');
      conversations().setRecipients(WITH_BOB, [sampleId('contact', 3), sampleId('contact', 2)]);
      expect(current().inspect.recipients(WITH_BOB)).toEqual([
        sampleId('contact', 3),
        sampleId('contact', 2),
      ]);
      conversations().setPlace(WITH_BOB, PLACE);
      conversations().clear(WITH_BOB);
      const hidden = { kind: 4, payload: sampleBytes(''), unread: false, failure: null };
      expect(messages().authoredAbove(WITH_BOB, BOB, 0, 10)).toEqual([sampleMessage(3, hidden)]);
      expect(messages().lastBy(WITH_BOB, ALICE)).toMatchObject({ authorSeq: 7, kind: 4, state: 'failed' });
      expect(current().inspect.gapBefore(WITH_BOB, null, 9)).toBeUndefined();
      expect(current().inspect.unread(WITH_BOB)).toBe(0);
      expect(current().inspect.draft(WITH_BOB)).toBe('');
      expect(current().inspect.caption(WITH_BOB)).toBe('');
      expect(current().inspect.recipients(WITH_BOB)).toEqual([]);
      expect(current().inspect.place(WITH_BOB)).toBeNull();
    });

    it('lose what was written, and for whom, when they were cleared before anything was said', () => {
      conversations().setDraft(WITH_BOB, 'half a thought');
      conversations().setCaption(WITH_BOB, 'below the picture');
      conversations().setRecipients(WITH_BOB, [sampleId('contact', 3)]);
      conversations().setPlace(WITH_BOB, PLACE);
      conversations().clear(WITH_BOB);
      const { inspect } = current();
      expect([inspect.draft(WITH_BOB), inspect.caption(WITH_BOB)]).toEqual(['', '']);
      expect(inspect.recipients(WITH_BOB)).toEqual([]);
      expect(inspect.place(WITH_BOB)).toBeNull();
    });

    it('go on without a false gap after they were cleared', () => {
      for (const authorSeq of [1, 2]) messages().add(sampleMessage(authorSeq));
      conversations().clear(WITH_BOB);
      messages().add(sampleMessage(3));
      expect(current().inspect.gapBefore(WITH_BOB, BOB, 3)).toBe(0);
    });

    it('know what is missing from what was deleted when they were cleared', () => {
      for (const authorSeq of [1, 2, 4, 5, 8]) messages().add(sampleMessage(authorSeq));
      conversations().clear(WITH_BOB);
      const numbers = () =>
        messages()
          .authoredAbove(WITH_BOB, BOB, 0, 10)
          .map(({ authorSeq }) => authorSeq);
      expect(numbers()).toEqual([2, 4, 5, 8]);
      expect(messages().wholeTo(WITH_BOB, BOB)).toBe(2);
      expect(messages().add(sampleMessage(5))).toBe('duplicate');
      for (const authorSeq of [3, 6, 7]) messages().add(sampleMessage(authorSeq));
      expect(messages().wholeTo(WITH_BOB, BOB)).toBe(8);
      conversations().clear(WITH_BOB);
      expect(numbers()).toEqual([8]);
      expect(messages().wholeTo(WITH_BOB, BOB)).toBe(8);
    });

    it('still miss the first message after they were cleared', () => {
      messages().add(sampleMessage(2));
      conversations().clear(WITH_BOB);
      expect(messages().wholeTo(WITH_BOB, BOB)).toBe(0);
      messages().add(sampleMessage(1));
      expect(messages().wholeTo(WITH_BOB, BOB)).toBe(2);
    });

    it('keep one place of each author when all their messages were deleted one by one before', () => {
      const emptied = { kind: 4, payload: sampleBytes('') };
      for (const authorSeq of [1, 2, 3]) messages().add(sampleMessage(authorSeq, emptied));
      for (const authorSeq of [1, 2]) messages().add(sampleMessage(authorSeq, { author: ALICE, ...emptied }));
      messages().add(sampleMessage(9, { author: null, ...emptied }));
      conversations().clear(WITH_BOB);
      const kept = (author: NodeId) =>
        messages()
          .authoredAbove(WITH_BOB, author, 0, 10)
          .map(({ authorSeq }) => authorSeq);
      expect([kept(BOB), kept(ALICE)]).toEqual([[3], [2]]);
      expect(current().inspect.gapBefore(WITH_BOB, null, 9)).toBeUndefined();
    });

    it('are cleared alone', () => {
      const other = sampleId('conversation', 9);
      conversations().put({ ...withBob, id: other, contactId: null });
      messages().add(sampleMessage(1, { conversationId: other }));
      messages().add(sampleMessage(1));
      conversations().clear(WITH_BOB);
      expect(messages().lastBy(other, BOB)?.kind).toBe(1);
    });
  });
}
