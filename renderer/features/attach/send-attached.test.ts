import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/base/app-error.js';
import { err, ok } from '../../../src/base/result.js';
import type { NodeConnection } from '../../node-client/node-connection.js';
import { SteadyIds } from '../../node-client/steady-ids.js';
import { sendAttached } from './send-attached.js';

const CONVERSATION = 'c'.repeat(64);
const [BOB, CAROL] = ['b'.repeat(32), 'd'.repeat(32)];
const file = (id: string) => ({
  id,
  name: `${id}.txt`,
  extension: 'txt',
  sizeBytes: 1,
  keepMetadata: id === '2',
});

/** @param refused the call, counted from 1, that is refused */
function recorded(refused = 0) {
  const calls: (readonly [string, unknown])[] = [];
  const call = (name: string, params: unknown) => {
    calls.push([name, params]);
    return Promise.resolve(calls.length === refused ? err(new AppError('FILE_UNREADABLE')) : ok({}));
  };
  return { calls, connection: { call } as unknown as Pick<NodeConnection, 'call'> };
}

/** The ids of what was offered and said. */
const idsIn = (calls: readonly (readonly [string, unknown])[]) =>
  calls.flatMap(([, params]) => {
    const { to } = params as { to: { id: string }[] };
    return to.map(({ id }) => id);
  });

const attached = { conversationId: CONVERSATION, files: [file('1'), file('2')], contactIds: [BOB, CAROL] };

describe('what is attached', () => {
  it('goes to everybody in order, and is nothing else; the caption comes last', async () => {
    const { calls, connection } = recorded();
    expect(await sendAttached(connection, { ...attached, caption: 'Both' }, new SteadyIds())).toBeUndefined();
    expect(calls).toMatchObject([
      [
        'offerFile',
        { attachmentId: '1', keepMetadata: false, to: [{ contactId: BOB }, { contactId: CAROL }] },
      ],
      ['offerFile', { attachmentId: '2', keepMetadata: true }],
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
    const { calls, connection } = recorded();
    await sendAttached(connection, { ...attached, caption: ' \n' }, new SteadyIds());
    expect(calls.map(([name]) => name)).not.toContain('sendCaption');
  });

  it('stays from the first refusal on, and the owner hears which file it was', async () => {
    const { calls, connection } = recorded(2);
    expect(await sendAttached(connection, { ...attached, caption: 'Both' }, new SteadyIds())).toMatchObject({
      name: '2.txt',
      error: { code: 'FILE_UNREADABLE' },
    });
    expect(calls).toHaveLength(2);
  });

  it('is the same at the next try, wherever the first one broke off, and another thing once all went', async () => {
    const files = [file('1')];
    const said = { ...attached, files, caption: 'Both' };
    for (const broken of [1, 2]) {
      const ids = new SteadyIds();
      const [first, second, later] = [recorded(broken), recorded(), recorded()];
      await sendAttached(first.connection, said, ids);
      await sendAttached(second.connection, said, ids);
      const whole = idsIn(second.calls);
      expect(whole).toHaveLength(4);
      expect(whole.slice(0, idsIn(first.calls).length)).toEqual(idsIn(first.calls));
      await sendAttached(later.connection, { ...said, files: [] }, ids);
      expect(whole).not.toContain(idsIn(later.calls)[0]);
    }
  });
});
