import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyChange, apply } from '../../testing/view-changes.js';
import { CONVERSATION, viewFixture } from '../../testing/view-fixture.js';

describe('live windows with an anchor', () => {
  it.each(['newest', 'unread'] as const)('deltas of a window at the %s keep to its place', async (at) => {
    const names = (position: string) => [`message:${CONVERSATION}/${position}`];
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange, { maxLength: 60, size: 'max' }), async (changes) => {
        const { store, look, commit } = viewFixture();
        for (const number of [2, 4, 6, 8]) store.put(String(number).padStart(3, '0'), '', store.newId());
        const params = { conversationId: CONVERSATION, before: 2, after: 3 };
        const { face } = look('messages', { ...params, anchor: { at } });
        await store.answer();
        expect(face.window?.anchor).toBe(at === 'newest' ? null : '006');
        for (const change of changes) {
          if (change.kind === 'answer') await store.answer();
          else if (change.kind !== 'late') commit(...apply(store, change, names));
        }
        await store.answerAll();
        const there = at === 'newest' ? { at } : { at: 'position', position: '006' };
        const fresh = look('messages', { ...params, anchor: there }).face;
        await store.answerAll();
        expect({ ...face.shown(), window: face.window }).toEqual({ ...fresh.shown(), window: fresh.window });
        expect(face.snapshots).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });

  it('tells a window that more lies outside, although none of its rows changed', async () => {
    const { store, look, commit } = viewFixture();
    for (const position of ['1', '2']) store.put(position);
    const anchor = { at: 'position', position: '2' };
    const { face } = look('messages', { conversationId: CONVERSATION, anchor, before: 1, after: 1 });
    await store.answer();
    expect(face.window).toEqual({ anchor: '2', unreadOlder: 0, unreadNewer: 0 });
    expect(face.snapshots).toMatchObject([{ hasNewer: false }]);
    store.put('3');
    commit(`message:${CONVERSATION}/3`);
    await store.answerAll();
    expect(face.deltas).toMatchObject([{ upsert: [], remove: [], hasNewer: true }]);
  });
});
