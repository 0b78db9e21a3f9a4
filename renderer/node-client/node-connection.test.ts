import { describe, expect, it } from 'vitest';
import type { AppError } from '../../src/base/app-error.js';
import { CONTRACT_VERSION, type FromFace, type ToFace } from '../../src/contract/messages.js';
import { NodeConnection } from './node-connection.js';

const refused = (error: AppError) => {
  throw error;
};
const WHOLE = { hasOlder: false, hasNewer: false };

/** A node that says what the test lets it, to one session after another. */
function scripted() {
  const told: FromFace[][] = [];
  let say: (message: ToFace) => void = () => undefined;
  let drop = (): void => undefined;
  const due: (() => void)[] = [];
  const connect = () => {
    const session: FromFace[] = [];
    told.push(session);
    return Promise.resolve({
      send: (message: FromFace) => session.push(message),
      onMessage: (listener: typeof say) => {
        say = listener;
        queueMicrotask(() => {
          say({ type: 'hello', contract: CONTRACT_VERSION, version: '1', state: 'open' });
        });
      },
      onClose: (listener: typeof drop) => {
        drop = listener;
      },
      close: () => undefined,
    });
  };
  const schedule = {
    after: (_delayMs: number, act: () => void) => void due.push(act),
    beforePaint: (act: () => void) => void due.push(act),
  };
  const connection = new NodeConnection({ connect, isFinal: () => false, schedule });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const nextSession = async () => {
    drop();
    for (const act of due.splice(0)) act();
    await settled();
  };
  const lose = () => {
    drop();
  };
  return { connection, told, say: (message: ToFace) => say(message), settled, lose, nextSession };
}

describe('the window’s connection', () => {
  it('keeps what a view showed when its session is lost, and asks the next one for what changed since', async () => {
    const { connection, told, say, settled, nextSession } = scripted();
    await settled();
    const shown: string[][] = [];
    connection.follow('contacts', {}, ({ rows }) => shown.push(rows.map(({ id }) => id)), refused);
    const rows = [{ id: 'a' }, { id: 'b' }];
    say({ type: 'snapshot', call: 1, rev: 4, incarnation: 'i', rows, ...WHOLE });
    await nextSession();
    const cursor = { incarnation: 'i', rev: 4 };
    expect(told[1]).toEqual([{ type: 'subscribe', call: 1, view: 'contacts', params: {}, cursor }]);
    say({ type: 'delta', call: 1, from: 4, to: 5, upsert: [{ id: 'c' }], remove: ['a'] });
    expect(shown).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
  });

  it('keeps a window on a conversation where it is when its session is lost', async () => {
    const { connection, told, say, settled, nextSession } = scripted();
    await settled();
    const asked = { conversationId: 'c', anchor: { at: 'unread' }, before: 1, after: 1 } as const;
    connection.follow('messages', asked, () => undefined, refused);
    const window = { anchor: '7', unreadOlder: 0, unreadNewer: 0 };
    say({ type: 'snapshot', call: 1, rev: 4, incarnation: 'i', rows: [{ id: 'a' }], ...WHOLE, window });
    await nextSession();
    const params = { ...asked, anchor: { at: 'position', position: '7' } };
    expect(told[1]).toEqual([{ type: 'subscribe', call: 1, view: 'messages', params }]);
  });

  it('tells who waits for a session when there is one, and begins only one', async () => {
    const { connection, told, settled, lose } = scripted();
    await settled();
    lose();
    expect(await connection.call('lock', {})).toMatchObject({ error: { code: 'NODE_NOT_RUNNING' } });
    let isLive = false;
    const waiting = Promise.all([connection.whenLive(), connection.whenLive()]).then(() => (isLive = true));
    expect(isLive).toBe(false);
    await waiting;
    expect(told).toHaveLength(2);
    expect(connection.state.getState().phase).toBe('live');
    await connection.whenLive();
    expect(told).toHaveLength(2);
  });

  it('asks for everything after the node was locked', async () => {
    const { connection, told, say, settled, nextSession } = scripted();
    await settled();
    connection.follow('contacts', {}, () => undefined, refused);
    say({ type: 'snapshot', call: 1, rev: 4, incarnation: 'i', rows: [{ id: 'a' }], ...WHOLE });
    say({ type: 'state', state: 'locked' });
    say({ type: 'resync', call: 1 });
    await nextSession();
    expect(told[1]).toEqual([{ type: 'subscribe', call: 1, view: 'contacts', params: {} }]);
  });
});
