import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { AppError, type ErrorCode } from '../../../src/base/app-error.js';
import { err, ok } from '../../../src/base/result.js';
import type { ConnectionState, NodeConnection } from '../../node-client/node-connection.js';
import { sendAttached } from './send-attached.js';
import { sendings, sendOnce } from './sendings.js';

const CONVERSATION = 'c'.repeat(64);
const [BOB, CAROL] = ['b'.repeat(32), 'd'.repeat(32)];
const file = (id: string) => ({
  id,
  name: `${id}.txt`,
  extension: 'txt',
  sizeBytes: 1,
  keepMetadata: id === '2',
});

interface Script {
  /** The call, counted from 1, that is not answered as the others. */
  readonly at?: number;
  readonly with?: AppError;
  readonly notKept?: ErrorCode;
}

/** Alice's node, and the captions of her page. */
function scripted({ at = 0, with: answer = new AppError('FILE_UNREADABLE'), notKept }: Script = {}) {
  const calls: (readonly [string, unknown])[] = [];
  const state = createStore<ConnectionState>(() => ({ phase: 'live', node: 'open', version: '1' }));
  const call = (name: string, params: unknown) => {
    calls.push([name, params]);
    return Promise.resolve(calls.length === at ? err(answer) : ok({}));
  };
  const captions = {
    saved: () => {
      calls.push(['saved', { to: [] }]);
      return Promise.resolve(notKept && new AppError(notKept));
    },
    sent: () => calls.push(['sent', { to: [] }]),
  };
  return {
    calls,
    means: { connection: { call, state } as unknown as NodeConnection, captions },
    become: (phase: ConnectionState['phase']) => {
      state.setState({ phase });
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const namesIn = (calls: readonly (readonly [string, unknown])[]) => calls.map(([name]) => name);

/** The ids of what was offered and said. */
const idsIn = (calls: readonly (readonly [string, unknown])[]) =>
  calls.flatMap(([, params]) => {
    const { to } = params as { to: { id: string }[] };
    return to.map(({ id }) => id);
  });

const attached = {
  conversationId: CONVERSATION,
  files: [file('1'), file('2')],
  caption: 'Both',
  contactIds: [BOB, CAROL],
};

describe('what is attached', () => {
  it('goes to everybody in order; the caption, which the node has from the beginning, comes last', async () => {
    const { calls, means } = scripted();
    expect(await sendAttached(means, attached)).toBeUndefined();
    expect(calls).toMatchObject([
      ['saved', {}],
      [
        'offerFile',
        { attachmentId: '1', keepMetadata: false, to: [{ contactId: BOB }, { contactId: CAROL }] },
      ],
      ['offerFile', { attachmentId: '2', keepMetadata: true }],
      ['sent', {}],
      [
        'sendCaption',
        {
          conversationId: CONVERSATION,
          to: [{ contactId: BOB }, { contactId: CAROL }],
          text: 'Both',
        },
      ],
    ]);
    expect(new Set(idsIn(calls)).size).toBe(6);
  });

  it('without words is files alone', async () => {
    const { calls, means } = scripted();
    await sendAttached(means, { ...attached, caption: ' \n' });
    expect(namesIn(calls)).not.toContain('sendCaption');
  });

  it('stays from the first refusal on, and the owner hears which file it was', async () => {
    const { calls, means } = scripted({ at: 3 });
    expect(await sendAttached(means, attached)).toMatchObject({
      name: '2.txt',
      error: { code: 'FILE_UNREADABLE' },
    });
    expect(calls).toHaveLength(3);
  });

  it('stays all of it where the caption cannot be kept', async () => {
    const { calls, means } = scripted({ notKept: 'DISK_FULL' });
    expect(await sendAttached(means, attached)).toMatchObject({
      name: undefined,
      error: { code: 'DISK_FULL' },
    });
    expect(namesIn(calls)).toEqual(['saved']);
  });

  it('stays where no node is there to take it', async () => {
    const { calls, means, become } = scripted();
    await become('stale');
    expect(await sendAttached(means, attached)).toMatchObject({
      name: '1.txt',
      error: { code: 'NODE_NOT_RUNNING' },
    });
    expect(calls).toEqual([]);
  });

  it('goes without a file that another window sent or took out meanwhile', async () => {
    const { calls, means } = scripted({ at: 2, with: new AppError('NOT_FOUND', { what: 'file' }) });
    expect(await sendAttached(means, attached)).toBeUndefined();
    expect(namesIn(calls)).toEqual(['saved', 'offerFile', 'offerFile', 'sent', 'sendCaption']);
    const removed = scripted({ at: 2, with: new AppError('NOT_FOUND', { what: 'contact' }) });
    expect(await sendAttached(removed.means, attached)).toMatchObject({ name: '1.txt' });
  });

  it.each([
    ['a file', 2],
    ['the caption', 5],
  ])('is asked about again, under the same ids, where the answer on %s was lost', async (_, at) => {
    const { calls, means, become } = scripted({ at, with: new AppError('NODE_NOT_RUNNING') });
    const sending = sendAttached(means, attached);
    await become('stale');
    expect(calls).toHaveLength(at);
    await become('live');
    expect(await sending).toBeUndefined();
    expect(calls[at]).toEqual(calls[at - 1]);
    expect(calls).toHaveLength(6);
  });
});

describe('sending', () => {
  it('is joined by whoever begins it again in the same conversation until it is over', async () => {
    const begun: string[] = [];
    const ends: ((isSent: boolean) => void)[] = [];
    const send = (name: string) => () => {
      begun.push(name);
      return new Promise<boolean>((resolve) => ends.push(resolve));
    };
    const [first, again] = [sendOnce('bob', send('first')), sendOnce('bob', send('again'))];
    void sendOnce('carol', send('to Carol'));
    expect([begun, [...sendings.getState().keys()]]).toEqual([
      ['first', 'to Carol'],
      ['bob', 'carol'],
    ]);
    for (const end of ends) end(true);
    expect(await Promise.all([first, again])).toEqual([true, true]);
    expect(sendings.getState().size).toBe(0);
    void sendOnce('bob', send('later'));
    expect(begun.at(-1)).toBe('later');
    ends.at(-1)?.(false);
  });
});
