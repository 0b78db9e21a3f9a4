import { describe, expect, it } from 'vitest';
import { AppError } from '../base/app-error.js';
import { connectLocalFace } from '../node/contract-server/local-face.js';
import { faceFixture, settled } from '../testing/face-fixture.js';
import { localSocketFixture } from '../testing/local-socket-fixture.js';
import { ContractClient, type ViewState } from './client.js';
import type { MessageRow } from './values.js';

const WHOLE = { hasOlder: false, hasNewer: false };

/** A client that looks at the contacts, and what it shows. */
async function lookingAtContacts() {
  const fixture = faceFixture();
  const client = fixture.client();
  const shown: ViewState<{ id: string }>[] = [];
  const ends: AppError[] = [];
  const unsubscribe = client.subscribe(
    'contacts',
    {},
    { onChange: (state) => shown.push(state), onEnd: (error) => ends.push(error) },
  );
  await settled();
  const show = (rev: number, ...ids: string[]) => {
    const rows = ids.map((id) => ({ id }));
    fixture.looks.at(-1)?.sink.snapshot({ rev, incarnation: 'i', rows, ...WHOLE });
  };
  const ids = () => shown.at(-1)?.rows.map(({ id }) => id);
  return { fixture, client, shown, ends, unsubscribe, show, ids };
}

describe('a face', () => {
  it('learns the state of the node and every change of it', async () => {
    const fixture = faceFixture({ state: 'empty' });
    const client = fixture.client();
    expect(client.state).toBeUndefined();
    expect(await client.hello).toMatchObject({ version: '1.2.3', state: 'empty' });
    const states: string[] = [];
    const stop = client.onState((state) => states.push(state));
    fixture.server.setState('open');
    await settled();
    stop();
    fixture.server.setState('locked');
    await settled();
    expect(states).toEqual(['open']);
    expect(client.state).toBe('locked');
  });

  it('learns whether the node locked because it broke', async () => {
    const fixture = faceFixture();
    const told: unknown[] = [];
    const client = fixture.client();
    await client.hello;
    client.onState((...state) => told.push(state));
    fixture.server.setState('locked', true);
    fixture.server.setState('open');
    fixture.server.setState('locked');
    await settled();
    expect(told).toEqual([
      ['locked', true],
      ['open', false],
      ['locked', false],
    ]);
  });

  it('saves what it has not yet when the node is about to lock', async () => {
    const saved: string[] = [];
    const setDraft = ({ text }: { text: string }) => {
      saved.push(text);
      return Promise.resolve({});
    };
    const fixture = faceFixture({ handlers: { setDraft } });
    const client = fixture.client();
    await client.hello;
    const stop = client.onLocking(
      () => void client.call('setDraft', { conversationId: 'ab'.repeat(32), text: 'Dear' }),
    );
    await fixture.server.settle();
    stop();
    await fixture.server.settle();
    expect(saved).toEqual(['Dear']);
  });

  it('is not left waiting when the session is lost', async () => {
    const fixture = faceFixture({ handlers: { lock: () => new Promise(() => undefined) } });
    const client = fixture.client();
    const ends: string[] = [];
    client.onClose(() => ends.push('closed'));
    client.subscribe('links', {}, { onChange: () => undefined, onEnd: ({ code }) => ends.push(code) });
    const pending = client.call('lock', {});
    await settled();
    fixture.server.close();
    await expect(pending).rejects.toMatchObject({ code: 'NODE_NOT_RUNNING' });
    await expect(client.call('lock', {})).rejects.toMatchObject({ code: 'NODE_NOT_RUNNING' });
    client.subscribe('links', {}, { onChange: () => undefined, onEnd: ({ code }) => ends.push(code) });
    client.onClose(() => ends.push('closed already'));
    expect(ends).toEqual(['NODE_NOT_RUNNING', 'closed', 'NODE_NOT_RUNNING', 'closed already']);
  });

  it('is told when the node goes before it said hello', async () => {
    const fixture = faceFixture();
    const client = fixture.client();
    client.close();
    await expect(client.hello).rejects.toMatchObject({ code: 'NODE_NOT_RUNNING' });
  });

  it('reaches a node over its local socket', async () => {
    const socket = await localSocketFixture();
    const node = faceFixture({ state: 'locked' });
    const client = new ContractClient(await connectLocalFace(socket.path, socket.tokenPath));
    const [session] = socket.sessions;
    if (session) node.server.accept(session);
    expect(await client.hello).toMatchObject({ state: 'locked' });
    await expect(client.call('self', {})).rejects.toMatchObject({ code: 'NODE_LOCKED' });
    client.close();
    await socket.remove();
  });
});

describe('a live view', () => {
  it('shows rows in the order of their ids, or of their positions', async () => {
    const { show, ids, fixture, client } = await lookingAtContacts();
    show(1, 'c', 'a', 'b');
    await settled();
    expect(ids()).toEqual(['a', 'b', 'c']);
    let order: string[] = [];
    const params = { conversationId: 'ab'.repeat(32), limit: 2 };
    client.subscribe('messages', params, { onChange: ({ rows }) => (order = rows.map(({ id }) => id)) });
    await settled();
    const rows = [
      { id: 'a', position: '2' },
      { id: 'b', position: '1' },
    ];
    fixture.looks.at(-1)?.sink.snapshot({ rev: 1, incarnation: 'i', rows, ...WHOLE });
    await settled();
    expect(order).toEqual(['b', 'a']);
  });

  it('applies a delta that continues what it has', async () => {
    const { show, ids, fixture, shown } = await lookingAtContacts();
    show(4, 'a', 'b');
    const delta = { from: 4, to: 6, upsert: [{ id: 'c' }], remove: ['a'], hasOlder: true, hasNewer: false };
    fixture.looks[0]?.sink.delta(delta);
    await settled();
    expect(ids()).toEqual(['b', 'c']);
    expect(shown.at(-1)?.hasOlder).toBe(true);
    expect(fixture.looks).toHaveLength(1);
  });

  it('keeps what a window says of its edges until it says something else', async () => {
    const { fixture, shown } = await lookingAtContacts();
    const window = { anchor: '1', unreadOlder: 0, unreadNewer: 0 };
    const told = { incarnation: 'i', upsert: [], remove: [], ...WHOLE };
    fixture.looks[0]?.sink.snapshot({ rev: 4, incarnation: 'i', rows: [], ...WHOLE, window });
    fixture.looks[0]?.sink.delta({ ...told, from: 4, to: 5 });
    fixture.looks[0]?.sink.delta({ ...told, from: 5, to: 6, window: { ...window, unreadNewer: 1 } });
    await settled();
    expect(shown.map((state) => state.window?.unreadNewer)).toEqual([0, 0, 1]);
  });

  it('begins again when a delta does not continue what it has', async () => {
    const { show, ids, fixture } = await lookingAtContacts();
    show(4, 'a', 'b');
    fixture.looks[0]?.sink.delta({ from: 5, to: 6, upsert: [{ id: 'c' }], remove: [], ...WHOLE });
    await settled();
    expect(ids()).toEqual(['a', 'b']);
    expect(fixture.looks.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    show(6, 'a', 'b', 'c');
    await settled();
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  it('goes on in the next session where the last one stopped, and shows the rows it has until then', async () => {
    const { show, shown, fixture } = await lookingAtContacts();
    show(4, 'a', 'b');
    await settled();
    const client = fixture.client();
    const next: ViewState<{ id: string }>[] = [];
    client.subscribe('contacts', {}, { onChange: (state) => next.push(state) }, shown.at(-1) as never);
    await settled();
    const look = fixture.looks.at(-1);
    expect(look?.cursor).toEqual({ incarnation: 'i', rev: 4 });
    look?.sink.delta({ from: 4, to: 6, upsert: [{ id: 'c' }], remove: ['a'], ...WHOLE });
    await settled();
    expect(next.map(({ rows }) => rows.map(({ id }) => id))).toEqual([['b', 'c']]);
    expect(next[0]?.cursor).toEqual({ incarnation: 'i', rev: 6 });
  });

  it.each([
    ['where it was found', '0'.repeat(41), { at: 'position', position: '0'.repeat(41) }],
    ['at the newest messages, for want of another place', null, { at: 'newest' }],
  ] as const)('begins a window on a conversation again %s', async (_, anchor, again) => {
    const fixture = faceFixture();
    const shown: ViewState<MessageRow>[] = [];
    const asked = { conversationId: 'ab'.repeat(32), anchor: { at: 'unread' }, before: 1, after: 1 } as const;
    fixture.client().subscribe('messages', asked, { onChange: (state) => shown.push(state) });
    await settled();
    const window = { anchor, unreadOlder: 0, unreadNewer: 0 };
    fixture.looks[0]?.sink.snapshot({ rev: 4, incarnation: 'i', rows: [], ...WHOLE, window });
    await settled();
    fixture.looks[0]?.sink.delta({ from: 5, to: 6, upsert: [], remove: [], ...WHOLE });
    fixture.client().subscribe('messages', asked, { onChange: () => undefined }, shown.at(-1));
    await settled();
    const params = { ...asked, anchor: again };
    expect(fixture.looks.map((look) => look.params)).toEqual([asked, params, params]);
  });

  it('has no cursor while rows are missing, of a window with an anchor, and after the node was locked', async () => {
    const { fixture, shown } = await lookingAtContacts();
    const rows = [{ id: 'a' }];
    const sink = fixture.looks[0]?.sink;
    sink?.snapshot({ rev: 1, incarnation: 'i', rows, hasOlder: false, hasNewer: true });
    sink?.snapshot({
      rev: 2,
      incarnation: 'i',
      rows,
      ...WHOLE,
      window: { anchor: '1', unreadOlder: 0, unreadNewer: 0 },
    });
    sink?.snapshot({ rev: 3, incarnation: 'i', rows, ...WHOLE });
    await settled();
    fixture.server.setState('locked');
    await settled();
    expect(shown.map(({ cursor }) => cursor?.rev)).toEqual([undefined, undefined, 3, undefined]);
  });

  it('is empty while the node is locked, and comes back by itself', async () => {
    const { show, ids, fixture } = await lookingAtContacts();
    show(1, 'a');
    await settled();
    fixture.server.setState('locked');
    await settled();
    expect(ids()).toEqual([]);
    expect(fixture.looks).toHaveLength(1);
    fixture.server.setState('open');
    await settled();
    show(9, 'a', 'b');
    await settled();
    expect(ids()).toEqual(['a', 'b']);
  });

  it('that was asked for while the node is locked begins when it opens', async () => {
    const fixture = faceFixture({ state: 'locked' });
    const ends: AppError[] = [];
    fixture
      .client()
      .subscribe('contacts', {}, { onChange: () => undefined, onEnd: (error) => ends.push(error) });
    await settled();
    expect(fixture.looks).toHaveLength(0);
    fixture.server.setState('open');
    await settled();
    expect(fixture.looks).toHaveLength(1);
    expect(ends).toEqual([]);
  });

  it('does not come back after it was given up', async () => {
    const { fixture, unsubscribe, shown } = await lookingAtContacts();
    fixture.server.setState('locked');
    await settled();
    unsubscribe();
    fixture.server.setState('open');
    await settled();
    expect(fixture.looks).toHaveLength(1);
    expect(shown).toHaveLength(1);
  });

  it('ends when the node cannot show it', async () => {
    const { fixture, ends, show, shown } = await lookingAtContacts();
    fixture.looks[0]?.sink.failed(new AppError('STORE_DAMAGED'));
    await settled();
    expect(ends).toMatchObject([{ code: 'STORE_DAMAGED' }]);
    show(1, 'a');
    await settled();
    expect(shown).toEqual([]);
  });
});
