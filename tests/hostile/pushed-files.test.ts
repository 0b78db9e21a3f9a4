// What a contact may bring of a file that was asked for: exactly that, once, and unchanged.

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransferRow } from '../../src/contract/values.js';
import type { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import {
  bring,
  type Container,
  containerOf,
  HostileSender,
  sealedWith,
} from '../../src/testing/hostile/hostile-sender.js';
import { fileBytes, transferOf } from '../../src/testing/node/files.js';
import { Scene } from './scene.js';

const CHUNK = 262_144;

describe('a contact that brings a file', () => {
  let scene: Scene;
  let mallory: HostileContact;
  let count = 0;
  beforeAll(async () => {
    scene = await Scene.open();
    mallory = await scene.contact();
  });
  afterAll(() => scene.close());

  /** Offered, accepted and given its key; Alice asks for its first chunk next. */
  async function begun(container: Container): Promise<{ sender: HostileSender; id: string; name: string }> {
    const name = `${String((count += 1))}.bin`;
    const sender = await HostileSender.offer(mallory, name, container);
    const { id } = await transferOf(scene.alice, name);
    await scene.alice.client.call('acceptFile', { transferId: id, saveTo: null });
    await sender.giveKey(container);
    return { sender, id, name };
  }
  const put = (
    container: Container,
    ...how: Parameters<typeof bring> extends [string, Container, ...infer R] ? R : never
  ) => bring(scene.alice.address, container, ...how);
  const at = (name: string, isSo: (row: TransferRow) => boolean) => transferOf(scene.alice, name, isSo);
  /** What became of it. */
  const fateOf = async (name: string) => {
    const { stage, end } = await at(name, (row) => row.stage === 'done' || row.end !== null);
    return { stage, end };
  };
  const DAMAGED = { end: { reason: 'damaged', by: 'me' } };

  it('is answered when it brings what was asked for, and its file is kept', async () => {
    const container = containerOf(fileBytes(2 * CHUNK + 5));
    const { sender, name } = await begun(container);
    await sender.stateRoot(container.root);
    for (let brought = 0; brought < 3;) {
      const wanted = await sender.wanted();
      expect(await put(container, wanted)).toBe(200);
      brought += wanted.count;
    }
    expect(await fateOf(name)).toEqual({ stage: 'done', end: null });
  });

  it('gets nothing in without the ticket, beside the stretch, or twice', async () => {
    const container = containerOf(fileBytes(CHUNK + 5));
    const { sender, id } = await begun(container);
    const wanted = await sender.wanted();
    const whole = CHUNK + 5 + 2 * 16;
    expect(await put(container, wanted, { ticket: randomBytes(32) })).toBe(404);
    expect(await put(container, wanted, { ticket: new Uint8Array(31) })).toBe(404);
    for (const range of [
      `bytes 0-${String(CHUNK + 14)}/${String(whole)}`,
      `bytes 0-${String(CHUNK + 15)}/${String(whole + 1)}`,
      `bytes ${String(CHUNK + 16)}-${String(whole - 1)}/${String(whole)}`,
      `bytes 0-${String(CHUNK + 15)}/*`,
    ])
      expect(await put(container, wanted, { range })).toBe(416);
    expect(await put(container, wanted, { length: 2 ** 40 })).toBe(416);
    expect(await put(container, wanted, { length: CHUNK + 15 })).toBe(416);
    expect(await put(container, wanted)).toBe(200);
    expect(await put(container, wanted)).toBe(404);
    await scene.alice.client.call('cancelFile', { transferId: id });
  });

  it('goes on after a connection that broke, and nothing of what came half is kept', async () => {
    const container = containerOf(fileBytes(CHUNK));
    const { sender, name } = await begun(container);
    const wanted = await sender.wanted();
    expect(await put(container, wanted, { breakAfter: CHUNK / 2 })).toBeUndefined();
    // The node may not have noticed yet that the first one is gone.
    await expect.poll(() => put(container, wanted), { timeout: 10_000 }).toBe(200);
    await sender.stateRoot(container.root);
    await at(name, ({ stage }) => stage === 'done');
  });

  it.each(['a bit of a chunk', 'a bit of a tag'])('is found out when %s is another', async (what) => {
    const container = containerOf(fileBytes(CHUNK));
    const { sender, name } = await begun(container);
    const [chunk = new Uint8Array(0)] = container.chunks;
    const body = Uint8Array.from(chunk);
    const place = what === 'a bit of a tag' ? body.length - 1 : 1_000;
    body[place] = (body[place] ?? 0) ^ 1;
    expect(await put(container, await sender.wanted(), { body })).not.toBe(200);
    expect(await fateOf(name)).toMatchObject(DAMAGED);
  });

  it('is found out when it gives one something else than it stated to all', async () => {
    const stated = containerOf(fileBytes(CHUNK, 1));
    const given = { ...stated, ...sealedWith(stated, fileBytes(CHUNK, 2)) };
    const { sender, name } = await begun(given);
    expect(await put(given, await sender.wanted())).toBe(200);
    await sender.stateRoot(stated.root);
    expect(await fateOf(name)).toMatchObject(DAMAGED);
  });

  it('is found out when its key is not the one its offer committed to', async () => {
    const offered = containerOf(fileBytes(CHUNK, 1));
    const other = containerOf(fileBytes(CHUNK, 2));
    const { name } = await begun({ ...offered, key: other.key });
    expect(await fateOf(name)).toMatchObject(DAMAGED);
  });
});
