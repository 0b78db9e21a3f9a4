import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { settled } from '../../testing/face-fixture.js';
import { CONVERSATION, FakeFace, viewFixture } from '../../testing/view-fixture.js';
import { anyChange, apply } from '../../testing/view-changes.js';
import { MOST_CHANGES } from './durable-subscription.js';
import { ViewHub } from './view-hub.js';

describe('live views of the store', () => {
  it.each([1, 3, 200])('deltas of a window of %i messages lead to what a snapshot says', async (limit) => {
    const names = (position: string) => [
      `message:${CONVERSATION}/${position}`,
      `history:${CONVERSATION}`,
      `message:${'bb'.repeat(32)}/${position}`,
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange, { maxLength: 60, size: 'max' }), async (changes) => {
        const { store, look, commit } = viewFixture();
        const params = { conversationId: CONVERSATION, limit };
        const { face } = look('messages', params);
        const held: string[] = [];
        for (const change of changes) {
          if (change.kind === 'answer') await store.answer();
          // The news of a commit may come after a read has already seen it.
          else if (change.kind === 'late') commit(...held.splice(0));
          else held.push(...apply(store, change, names));
        }
        commit(...held);
        await store.answerAll();
        const fresh = look('messages', params).face;
        await store.answerAll();
        expect(face.shown()).toEqual(fresh.shown());
        expect(face.snapshots).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });

  it('reads the list of deletions again when one began or ended', async () => {
    const { store, look, commit } = viewFixture();
    look('deletions');
    await store.answer();
    commit('message:c/1', 'deletion:d');
    await store.answer();
    expect(store.queries).toEqual([{ kind: 'deletions' }, { kind: 'deletions' }]);
  });

  it('deltas of a list lead to what a snapshot says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange, { maxLength: 60, size: 'max' }), async (changes) => {
        const { store, look, commit } = viewFixture();
        const { face } = look('contacts');
        for (const change of changes) {
          if (change.kind === 'answer') await store.answer();
          else if (change.kind === 'put' || change.kind === 'drop') {
            const before = store.rows.get(String(change.place).padStart(3, '0'))?.id;
            const touched = apply(store, change, (position) => [
              store.rows.get(position)?.id ?? before ?? position,
            ]);
            commit(...touched.map((id) => `contact:${id}`));
          }
        }
        await store.answerAll();
        const fresh = look('contacts').face;
        await store.answerAll();
        expect(face.shown()).toEqual(fresh.shown());
      }),
      { numRuns: 100 },
    );
  });

  it('reads only the rows that changed', async () => {
    const { store, look, commit } = viewFixture();
    look('contacts');
    await store.answer();
    commit('contact:a', 'contact:b', 'request:c');
    await store.answer();
    expect(store.queries).toEqual([{ kind: 'contacts' }, { kind: 'contacts', ids: ['a', 'b'] }]);
    commit('request:d', 'message:x/y');
    expect(await store.answer()).toBe(false);
  });

  it('reads once more, not once for each commit that came during a read', async () => {
    const { store, look, commit } = viewFixture();
    const { face } = look('contacts');
    for (let number = 0; number < 50; number++) {
      store.put(String(number));
      commit(`contact:${String(number)}`);
    }
    expect(store.queries).toHaveLength(1);
    await store.answerAll();
    expect(store.queries).toHaveLength(2);
    expect(face.rows.size).toBe(50);
  });

  it('reads everything when more changed than is worth naming', async () => {
    const { store, look, commit } = viewFixture();
    look('contacts');
    await store.answer();
    const contacts = (count: number) => Array.from({ length: count }, (_, id) => `contact:${String(id)}`);
    commit(...contacts(MOST_CHANGES));
    await store.answer();
    commit(...contacts(MOST_CHANGES + 1));
    await store.answer();
    expect(store.queries.map((query) => 'ids' in query)).toEqual([false, true, false]);
  });

  it('says nothing when nothing it shows changed', async () => {
    const { store, look, commit } = viewFixture();
    store.put('1', 'same');
    const { face } = look('contacts');
    await store.answer();
    commit('contact:1');
    await store.answer();
    expect(face.deltas).toEqual([]);
  });

  it('says nothing after it was given up, not even what is being read', async () => {
    const { store, look, commit } = viewFixture();
    const { face, end } = look('contacts');
    end();
    commit('contact:1');
    await store.answerAll();
    expect(face.snapshots).toEqual([]);
    expect(store.queries).toHaveLength(1);
  });

  it('begins again with a snapshot when the store began another life', async () => {
    const { store, look, commit } = viewFixture();
    const { face } = look('contacts');
    await store.answer();
    store.incarnation = 'second';
    store.put('1');
    commit('contact:1');
    await store.answerAll();
    expect(face.snapshots.map(({ incarnation }) => incarnation)).toEqual(['first', 'second']);
    expect(face.rows.size).toBe(1);
  });

  it('tells a list that is too long for one snapshot in parts, until nothing is missing', async () => {
    const { store, look } = viewFixture();
    for (const position of ['1', '2', '3', '4', '5']) store.put(position);
    store.most = 2;
    const { face } = look('contacts');
    await store.answer();
    expect(face.snapshots.map(({ rows }) => rows.length)).toEqual([2]);
    expect(face.shown()).toMatchObject({ hasNewer: true, hasOlder: false });
    await store.answerAll();
    expect(face.snapshots).toHaveLength(1);
    expect(face.deltas.map(({ upsert, hasNewer }) => [upsert.length, hasNewer])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect([...face.rows.keys()]).toEqual(['1', '2', '3', '4', '5']);
  });

  it('loses no row of a long list that changes while it is told', async () => {
    const changes = fc.array(fc.tuple(fc.constantFrom('put', 'drop', 'answer'), fc.nat(9)), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (steps) => {
        const { store, look, commit } = viewFixture();
        for (const position of ['0', '2', '4', '6', '8']) store.put(position);
        store.most = 2;
        const { face } = look('contacts');
        for (const [step, number] of steps) {
          const position = String(number);
          if (step === 'answer') await store.answer();
          else {
            if (step === 'put') store.put(position, `at ${String(store.rev)}`);
            else store.rows.delete(position);
            commit(`contact:${position}`);
          }
        }
        await store.answerAll();
        const inStore = [...store.rows.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
        expect(face.shown()).toEqual({ rows: inStore, hasOlder: false, hasNewer: false });
      }),
      { numRuns: 200 },
    );
  });

  it('does not grow a window that was cut by rows before it', async () => {
    const { store, look, commit } = viewFixture();
    for (const position of ['1', '2', '3']) store.put(position);
    store.most = 2;
    const { face } = look('messages', { conversationId: CONVERSATION, limit: 10 });
    await store.answer();
    store.put('1', 'edited');
    store.put('4');
    commit(`message:${CONVERSATION}/1`, `message:${CONVERSATION}/4`);
    await store.answerAll();
    expect([...face.rows.keys()]).toEqual(['2', '3', '4']);
    expect(face.hasOlder).toBe(true);
  });

  it.each([{ limit: 10 }, { anchor: { at: 'newest' }, before: 5, after: 5 }])(
    'read no messages again for a draft or a place (%j)',
    async (window) => {
      const { store, look, commit } = viewFixture();
      store.put('1');
      look('messages', { conversationId: CONVERSATION, ...window });
      await store.answer();
      commit(`conversation:${CONVERSATION}`);
      await store.answerAll();
      expect(store.queries).toHaveLength(1);
      commit(`history:${CONVERSATION}`);
      await store.answerAll();
      expect(store.queries).toHaveLength(2);
    },
  );

  it('claims no revision whose changes it was not told', async () => {
    const { store, look, commit, hub } = viewFixture();
    const { face } = look('contacts');
    await store.answer();
    store.put('1');
    commit('contact:1');
    // Two more commits are in the store, the news of the second is still on its way.
    store.put('2');
    commit('contact:2');
    store.put('3');
    store.rev++;
    await store.answerAll();
    expect(face.rev).toBe(2);
    hub.committed(3, ['contact:3']);
    await store.answerAll();
    expect([face.rev, face.rows.size]).toEqual([3, 3]);
  });

  it('ends with the reason when the store cannot be read, and while it is closed does not begin', async () => {
    const { store, look } = viewFixture();
    store.failure = new AppError('NODE_LOCKED');
    const { face } = look('contacts');
    await store.answer();
    expect(face.failures).toEqual([store.failure]);
    const hub = new ViewHub({
      reader: () => undefined,
      volatileRows: { links: never, transfers: never, activity: never, privacy: never, status: never },
    });
    expect(() => hub.subscribe('contacts', {}, face)).toThrow('NODE_LOCKED');
  });

  it('shows a request again when the contact it would replace changed', async () => {
    const { store, look, commit } = viewFixture();
    look('requests');
    await store.answer();
    commit('contact:b0b');
    await store.answer();
    commit('request:1');
    await store.answer();
    expect(store.queries.slice(1)).toEqual([{ kind: 'requests' }, { kind: 'requests', ids: ['1'] }]);
  });

  it('shows a conversation again for its messages, itself and its contact', async () => {
    const { store, look, commit } = viewFixture();
    look('conversations');
    await store.answer();
    commit('message:c/1', 'message:c/2', 'conversation:d', 'contact:b0b', 'self:self');
    await store.answer();
    expect(store.queries[1]).toEqual({ kind: 'conversations', ids: ['c', 'd', 'b0b'] });
  });
});

describe('live views of the moment', () => {
  it('count their own revision and send only what changed', async () => {
    const { hub, look, links } = viewFixture();
    links.push({ id: 'bob', state: 'waiting' }, { id: 'carol', state: 'up' });
    const { face } = look('links');
    await settled();
    links[0] = { id: 'bob', state: 'up' };
    links.pop();
    hub.changed('links');
    await settled();
    hub.changed('links');
    await settled();
    expect(face.snapshots).toMatchObject([{ rev: 1 }]);
    expect(face.deltas).toMatchObject([
      { from: 1, to: 2, upsert: [{ id: 'bob', state: 'up' }], remove: ['carol'] },
    ]);
  });

  it('are read once more after many changes', async () => {
    const { hub, look, linkReads } = viewFixture();
    look('links');
    for (let number = 0; number < 20; number++) hub.changed('links');
    await settled();
    expect(linkReads()).toBe(2);
  });

  it('show the status again after every commit', async () => {
    const { look, commit } = viewFixture();
    const { face } = look('status');
    await settled();
    commit('message:x/y');
    await settled();
    expect(face.deltas).toMatchObject([{ upsert: [{ id: 'status', rev: 1 }] }]);
  });

  it('end with the reason when they cannot be read', async () => {
    const face = new FakeFace();
    const hub = new ViewHub({
      reader: () => undefined,
      volatileRows: { links: never, transfers: never, activity: never, privacy: never, status: never },
    });
    hub.subscribe('links', {}, face);
    await settled();
    expect(face.failures).toHaveLength(1);
  });

  it('say nothing after they were given up', async () => {
    const { hub, look } = viewFixture();
    const { face, end } = look('links');
    end();
    hub.changed('links');
    await settled();
    expect(face.snapshots).toEqual([]);
  });
});

function never(): Promise<never> {
  return Promise.reject(new Error('not to be read'));
}
