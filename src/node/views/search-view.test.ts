import { describe, expect, it } from 'vitest';
import { CONVERSATION, viewFixture } from '../../testing/view-fixture.js';

const OTHER = 'bb'.repeat(32);

describe('a live search', () => {
  it('is looked for again when a message or a name changes, and not for anything else', async () => {
    const { store, look, commit } = viewFixture();
    look('search', { text: 'boat', limit: 20 });
    await store.answer();
    const asks = async (...entities: string[]) => {
      commit(...entities);
      return await store.answer();
    };
    expect(await asks(`message:${OTHER}/1`, `conversation:${OTHER}`)).toBe(true);
    expect(await asks('contact:b0b')).toBe(true);
    expect(await asks(`conversation:${OTHER}`, 'request:1', 'notice:1')).toBe(false);
    expect(store.queries).toEqual(Array(3).fill({ kind: 'search', text: 'boat', limit: 20 }));
  });

  it('in one conversation follows that conversation only', async () => {
    const { store, look, commit } = viewFixture();
    look('search', { text: 'boat', limit: 20, conversationId: CONVERSATION });
    await store.answer();
    commit(`message:${OTHER}/1`, 'contact:b0b');
    expect(await store.answer()).toBe(false);
    commit(`message:${CONVERSATION}/1`);
    expect(await store.answer()).toBe(true);
  });

  it.each([{}, { conversationId: CONVERSATION }])(
    'is looked for again as the index grows: %o',
    async (place) => {
      const { store, look, commit } = viewFixture();
      look('search', { text: 'boat', limit: 20, ...place });
      await store.answer();
      commit('index:messages');
      expect(await store.answer()).toBe(true);
    },
  );

  it('leads to what a new search says when messages arrive and go', async () => {
    const { store, look, commit } = viewFixture();
    store.put('2b', 'first');
    const params = { text: 'boat', limit: 20 };
    const { face } = look('search', params);
    await store.answerAll();
    store.put('2a', 'second');
    commit(`message:${OTHER}/1`);
    store.rows.delete('2b');
    commit(`message:${OTHER}/2`);
    await store.answerAll();
    expect([...face.rows.values()].map(({ text }) => text)).toEqual(['second']);
    expect(face.snapshots).toHaveLength(1);
  });
});
