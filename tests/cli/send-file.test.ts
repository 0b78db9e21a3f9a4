import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import type { TransferRow } from '../../src/contract/values.js';
import { FakeNode, type Handlers } from './fake-node.js';
import { kith } from './fake-shell.js';
import { contact, offer } from './people.js';

const BOB = contact('Bob');

describe('sending files', () => {
  const offering = (more: Handlers = {}) => {
    const row: TransferRow = { ...offer(BOB), id: '0'.repeat(31) + '1', direction: 'out', name: 'a.jpg' };
    const metadata = { outcome: 'stripped', removed: ['exif' as const], reason: null } as const;
    const offerFile: Handlers['offerFile'] = ({ to }) => ({
      transferIds: to.map(({ id }) => id),
      metadata: { ...metadata, removed: [...metadata.removed] },
    });
    return new FakeNode({ offerFile, ...more }, { contacts: [BOB], transfers: [row] });
  };

  it('offers each by its whole path, and says what was left out of photos', async () => {
    const node = offering();
    const { exitCode, out } = await kith(['send-file', 'Bob', 'a.jpg'], { node });
    expect(exitCode).toBe(0);
    expect(node.called('offerFile')).toMatchObject([
      { path: resolve('a.jpg'), to: [{ contactId: BOB.id }], keepMetadata: false },
    ]);
    expect(out).toContain('Left out of a.jpg: place, time and camera (Exif).');
    expect(out).toContain('Offered to Bob.');
  });

  it('says that films, sounds and other pictures keep what they say of their owner', async () => {
    const unchanged = { outcome: 'cannot', removed: [], reason: 'format' } as const;
    const node = offering({
      offerFile: ({ to }) => ({
        transferIds: to.map(({ id }) => id),
        metadata: { ...unchanged, removed: [] },
      }),
    });
    for (const name of ['ferry.mp4', 'gulls.m4a', 'pier.heic']) {
      const { out } = await kith(['send-file', 'Bob', name], { node });
      expect(out).toContain(`${name} goes unchanged: what it says of place, time and device stays in it.`);
    }
    expect((await kith(['send-file', 'Bob', 'plan.txt'], { node })).out).not.toContain('unchanged');
  });

  it('offers each file once, however often a try is repeated of which nobody knows', async () => {
    const ids = () => node.called('offerFile').map((asked) => (asked as { to: { id: string }[] }).to[0]?.id);
    const node: FakeNode = offering({
      offerFile: ({ to }) => {
        if (node.called('offerFile').length === 2) node.vanish();
        return {
          transferIds: to.map(({ id }) => id),
          metadata: { outcome: 'nothing', removed: [], reason: null },
        };
      },
    });
    const lost = await kith(['send-file', 'Bob', 'a.bin', 'my b.bin', '--keep-metadata'], { node });
    const [first = '', second = ''] = ids();
    expect(lost.exitCode).toBe(9);
    expect(lost.err).toContain(`send-file Bob --id ${first} --keep-metadata a.bin 'my b.bin'`);
    await kith(['send-file', 'Bob', '--id', first, 'a.bin', 'my b.bin'], { node });
    expect(ids()).toEqual([first, second, first, second]);
    expect(first).not.toBe(second);
    const mistyped = await kith(['send-file', 'Bob', '--id', 'x', 'a.bin'], { node });
    expect([mistyped.exitCode, ids().length]).toEqual([2, 4]);
  });

  it('leaves photos as they are where that is wanted', async () => {
    const node = offering();
    await kith(['send-file', 'Bob', 'a.jpg', '--keep-metadata'], { node });
    expect(node.called('offerFile')).toMatchObject([{ keepMetadata: true }]);
  });

  it('offers none of several when one of them cannot be read', async () => {
    const node = offering({
      photoMetadata: (asked) => {
        const path = 'path' in asked ? asked.path : '';
        if (path.endsWith('gone.txt')) throw new AppError('FILE_UNREADABLE', { path, reason: 'missing' });
        return { outcome: 'nothing', removed: [], reason: null };
      },
    });
    const { exitCode, err } = await kith(['send-file', 'Bob', 'a.jpg', 'gone.txt'], { node });
    expect([exitCode, err]).toEqual([
      1,
      expect.stringContaining('gone.txt cannot be sent (there is none).\n'),
    ]);
    expect(node.called('offerFile')).toEqual([]);
  });

  it('needs somebody and something', async () => {
    const node = offering();
    expect((await kith(['send-file', 'Bob'], { node })).exitCode).toBe(2);
    expect((await kith(['send-file', 'Nobody', 'a.jpg'], { node })).exitCode).not.toBe(0);
    expect(node.called('offerFile')).toEqual([]);
  });
});
