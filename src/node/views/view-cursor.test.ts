// A face that comes back hears what changed since, and ends up with what a new one is told.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyChange, apply, type Change } from '../../testing/view-changes.js';
import { CONVERSATION, type FakeStore, viewFixture } from '../../testing/view-fixture.js';

const changes = fc.array(anyChange, { maxLength: 20, size: 'max' });
const WINDOW = { conversationId: CONVERSATION, limit: 3 };

/** A face that has three contacts, and lost its session. */
async function goneFace() {
  const fixture = viewFixture();
  for (const id of ['a', 'b', 'c']) fixture.store.put(id);
  fixture.commit('contact:a', 'contact:b', 'contact:c');
  const { face, end } = fixture.look('contacts');
  await fixture.store.answerAll();
  end();
  return { ...fixture, gone: face };
}

describe('a face that comes back with a cursor', () => {
  it('hears of the rows that changed and that are gone, and of no other', async () => {
    const { store, look, commit, gone } = await goneFace();
    store.put('a', 'new');
    store.rows.delete('b');
    store.put('d');
    commit('contact:a', 'contact:b', 'contact:d', 'notice:1');
    const { face } = look('contacts', {}, gone.again());
    await store.answerAll();
    expect(face.snapshots).toEqual([]);
    expect(face.deltas).toMatchObject([{ from: 3, to: 7, remove: ['b'] }]);
    expect(face.deltas[0]?.upsert).toEqual([store.rows.get('a'), store.rows.get('d')]);
    expect([...face.rows.keys()].sort()).toEqual(['a', 'c', 'd']);
  });

  it('is told that nothing changed, and what changes from then on', async () => {
    const { store, look, commit, gone } = await goneFace();
    const { face } = look('contacts', {}, gone.again());
    await store.answerAll();
    expect(face.deltas).toEqual([
      { from: 3, to: 3, upsert: [], remove: [], hasOlder: false, hasNewer: false },
    ]);
    store.rows.delete('c');
    commit('contact:c');
    await store.answerAll();
    expect(face.deltas.at(-1)).toMatchObject({ from: 3, to: 4, upsert: [], remove: ['c'] });
  });

  it.each<[string, (store: FakeStore) => unknown]>([
    ['from another life of the store', (store) => (store.incarnation = 'second')],
    ['from before what the log still has', (store) => (store.forgotten = 4)],
    ['from a store that was ahead of this one', (store) => (store.rev = 2)],
  ])('%s gets a snapshot', async (_, change) => {
    const { store, look, gone } = await goneFace();
    change(store);
    const { face } = look('contacts', {}, gone.again());
    await store.answerAll();
    expect(face.snapshots).toHaveLength(1);
  });

  it('keeps its window when nothing in it changed, and gets it anew when something did', async () => {
    const { store, look, commit } = viewFixture();
    for (const position of ['1', '2', '3', '4']) store.put(position);
    const { face: first, end } = look('messages', WINDOW);
    await store.answerAll();
    end();
    commit(`message:${'bb'.repeat(32)}/1`);
    const { face: second, end: endSecond } = look('messages', WINDOW, first.again());
    await store.answerAll();
    expect([second.snapshots.length, [...second.rows.keys()]]).toEqual([0, ['2', '3', '4']]);
    expect(second.hasOlder).toBe(true);
    endSecond();
    store.put('5');
    commit(`message:${CONVERSATION}/5`);
    const { face: third } = look('messages', WINDOW, second.again());
    await store.answerAll();
    expect([third.snapshots.length, [...third.rows.keys()]]).toEqual([1, ['3', '4', '5']]);
  });

  it('gets a window with an anchor anew, because its place is looked for again', async () => {
    const { store, look } = viewFixture();
    for (const position of ['1', '2', '3']) store.put(position);
    const params = { conversationId: CONVERSATION, anchor: { at: 'unread' }, before: 1, after: 1 };
    const { face, end } = look('messages', params);
    await store.answerAll();
    end();
    const { face: again } = look('messages', params, face.again());
    await store.answerAll();
    expect(again.snapshots).toHaveLength(1);
  });

  it('finds nothing of a session before in links, which are of the moment', async () => {
    const { store, look } = viewFixture();
    const { face, end } = look('links');
    await store.answerAll();
    end();
    const { face: again } = look('links', {}, face.again());
    await store.answerAll();
    expect(again.snapshots).toHaveLength(1);
  });

  it.each([2, Infinity])(
    'has the list a new face has, whatever happened, told %d rows at a time',
    async (most) => {
      await fc.assert(
        fc.asyncProperty(changes, changes, async (during, between) => {
          const { store, look, commit } = viewFixture();
          store.most = most;
          const happen = async (list: readonly Change[]) => {
            for (const change of list) {
              const before = new Map([...store.rows].map(([position, { id }]) => [position, id]));
              const idAt = (position: string) => store.rows.get(position)?.id ?? before.get(position) ?? '';
              const touched = apply(store, change, (position) => [idAt(position)]);
              const cleared = change.kind === 'clear' ? before.values() : [];
              commit(...[...touched, ...cleared].map((id) => `contact:${id}`));
              if (change.kind === 'answer') await store.answer();
            }
          };
          const { face: gone, end } = look('contacts');
          await happen(during);
          await store.answerAll();
          end();
          await happen(between);
          const { face } = look('contacts', {}, gone.again());
          await happen(during);
          await store.answerAll();
          const { face: fresh } = look('contacts');
          await store.answerAll();
          expect(face.shown()).toEqual(fresh.shown());
          expect(face.snapshots).toEqual([]);
        }),
        { numRuns: 150 },
      );
    },
  );
});
