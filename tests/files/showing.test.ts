import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { type TestNode } from '../../src/testing/node/person.js';
import { fileBytes, makeFile, offer, receive, transferOf } from '../../src/testing/node/files.js';
import { pngImage, wavSound } from '../../src/testing/media-samples.js';
import type { Stage } from '../nodes/stage.js';
import { friendsWhoAreAsked } from './friends.js';

describe('a picture somebody sent', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    ({ stage, alice, bob } = await friendsWhoAreAsked());
  });
  afterEach(() => stage.clear());

  const read = (node: TestNode, transferId: string, offset = 0, length = 262_144) =>
    node.client.call('readMedia', { transferId, offset, length });

  it('is read by its recipient out of the encrypted home, and by its sender where it lies', async () => {
    const bytes = wavSound(20);
    const got = await receive(alice, bob, 'a.wav', bytes);
    const { id: sent } = await transferOf(alice, 'a.wav');
    for (const [node, id] of [
      [bob, got],
      [alice, sent],
    ] as const) {
      const piece = await read(node, id, 1_000, 5_000);
      expect(piece).toMatchObject({ type: 'audio/wav', sizeBytes: bytes.length });
      expect(Buffer.from(piece.bytes, 'base64url').equals(bytes.subarray(1_000, 6_000))).toBe(true);
    }
    const lying = await Promise.all(
      (await readdir(join(bob.home.dir, 'files'))).map((name) => readFile(join(bob.home.dir, 'files', name))),
    );
    expect(lying.some((file) => file.includes('WAVEfmt'))).toBe(false);
    await rm(await makeFile(alice, 'a.wav', bytes));
    await expect(read(alice, sent)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('is a picture by its bytes alone, and not before it is here', async () => {
    const got = await receive(alice, bob, 'a.txt', pngImage());
    expect((await read(bob, got)).type).toBe('image/png');
    const named = await receive(alice, bob, 'real.png', Buffer.from('<svg onload="alert(1)"/>'));
    await expect(read(bob, named)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await offer(alice, [bob], await makeFile(alice, 'b.png', pngImage()));
    const { id } = await transferOf(bob, 'b.png');
    await expect(read(bob, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(read(bob, 'f'.repeat(32))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused behind either lock, and while too much is read at once', async () => {
    const got = await receive(alice, bob, 'a.png', pngImage());
    const many = await Promise.allSettled(Array.from({ length: 33 }, () => read(bob, got)));
    expect(many.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'RATE_EXCEEDED', params: { limit: 32 } } },
    ]);
    await expect(read(bob, got, 0, 262_145)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    for (const lock of ['lockScreen', 'lock'] as const) {
      await bob.client.call(lock, {});
      await expect(read(bob, got)).rejects.toMatchObject({ code: 'NODE_LOCKED' });
      await bob.client.call('unlock', { password: TEST_PASSWORD });
      expect((await read(bob, got)).type).toBe('image/png');
    }
  });

  it('that was sent to nobody else stays readable while others arrive', async () => {
    const got = await receive(alice, bob, 'a.png', pngImage(40, 40));
    await receive(alice, bob, 'b.bin', fileBytes(600_000));
    expect((await read(bob, got)).bytes).toBe(pngImage(40, 40).toString('base64url'));
  });
});
