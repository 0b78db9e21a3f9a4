import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { befriend, type TestNode } from '../../src/testing/node/person.js';
import { accept, askAlways, fileBytes, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { pngImage, wavSound } from '../../src/testing/media-samples.js';
import { Stage } from '../nodes/stage.js';

describe('a picture somebody sent', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    await askAlways(bob, alice);
  });
  afterEach(() => stage.clear());

  const read = (node: TestNode, transferId: string, offset = 0, length = 262_144) =>
    node.client.call('readMedia', { transferId, offset, length });

  async function send(name: string, bytes: Uint8Array) {
    const path = await makeFile(alice, name, bytes);
    const [sent = ''] = await offer(alice, [bob], path);
    const got = await accept(bob, name, null);
    await transferOf(bob, name, ({ stage: at }) => at === 'done');
    await transferOf(alice, name, ({ stage: at }) => at === 'done');
    return { path, sent, got };
  }

  it('is read by its recipient out of the encrypted home, and by its sender where it lies', async () => {
    const bytes = wavSound(20);
    const { path, sent, got } = await send('a.wav', bytes);
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
    await rm(path);
    await expect(read(alice, sent)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('is a picture by its bytes alone, and not before it is here', async () => {
    const { got } = await send('a.txt', pngImage());
    expect((await read(bob, got)).type).toBe('image/png');
    const named = await send('real.png', Buffer.from('<svg onload="alert(1)"/>'));
    await expect(read(bob, named.got)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await offer(alice, [bob], await makeFile(alice, 'b.png', pngImage()));
    const { id } = await transferOf(bob, 'b.png');
    await expect(read(bob, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(read(bob, 'f'.repeat(32))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused behind either lock, and while too much is read at once', async () => {
    const { got } = await send('a.png', pngImage());
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
    const { got } = await send('a.png', pngImage(40, 40));
    await send('b.bin', fileBytes(600_000));
    expect((await read(bob, got)).bytes).toBe(pngImage(40, 40).toString('base64url'));
  });
});
