// Files handed over as bytes: put through the loopback server of a real node, encrypted in the home from the first byte on, sent
// from there, and gone when nothing names them any more.

import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemCode } from '../../src/adapters/filesystem/file-error.js';
import { Secret } from '../../src/base/secret.js';
import { ContractClient } from '../../src/contract/client.js';
import { createNode, type RunningNode } from '../../src/node/create-node.js';
import { REAL_SEAMS } from '../../src/node/seams.js';
import {
  accept,
  acceptedBytes,
  askAlways,
  fileBytes,
  recipients,
  transferOf,
} from '../../src/testing/node/files.js';
import { TEST_ENV, TEST_PASSWORD, type TestHome } from '../../src/testing/node/homes.js';
import { until } from '../../src/testing/node/observe.js';
import { befriend, contactOf, newId, type TestNode } from '../../src/testing/node/person.js';
import { jpegExif, jpegPhoto } from '../../src/testing/photo-samples.js';
import { serveWindow, type ServedWindow } from '../../src/web/window-server.js';
import { Stage } from '../nodes/stage.js';

const CANARY = 'canary bytes 6d1f0c83';
const MEBIBYTE = 1_048_576;

/** The bytes of a file of a running node, none where the node removed it since its directory was listed. */
const bytesOf = (path: string): Promise<Buffer> =>
  readFile(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });

/** A node with a window for a browser, in which this test is the browser. */
class ServedNode implements TestNode {
  #running: { node: RunningNode; client: ContractClient; window: ServedWindow; cookie: string } | undefined;
  #port = '0';

  constructor(readonly home: TestHome) {}

  get #now() {
    if (!this.#running) throw new Error('it does not run');
    return this.#running;
  }

  get client(): ContractClient {
    return this.#now.client;
  }

  get address(): string {
    return this.#now.node.listening ?? '';
  }

  get filesDir(): string {
    return join(this.home.dir, 'files');
  }

  async start(): Promise<void> {
    const { dir, host } = this.home;
    const node = await createNode(
      {
        home: dir,
        face: 'headless',
        flags: { host, port: this.#port },
        env: TEST_ENV,
        password: new Secret(TEST_PASSWORD),
      },
      { ...REAL_SEAMS, localAddress: host },
    );
    this.#port = node.listening?.split(':').at(-1) ?? '0';
    const client = new ContractClient(node.connect());
    await client.hello;
    const window = await serveWindow({
      port: 0,
      accept: (transport) => {
        node.accept(transport);
      },
    });
    const { origin, pathname, hash } = new URL(window.url);
    const entered = await fetch(`${origin}${pathname}session`, {
      method: 'POST',
      headers: { origin },
      body: hash.replace('#token=', ''),
    });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    this.#running = { node, client, window, cookie };
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.client.close();
    await running?.window.close();
    await running?.node.stop();
  }

  /** As the page does it; `until` ends it before it is whole. */
  put(id: string, parts: Iterable<Uint8Array>, lengthBytes: number): Promise<number> {
    const { window, cookie } = this.#now;
    const { host, hostname, port, origin, pathname } = new URL(window.url);
    const headers = { host, origin, cookie, 'content-length': String(lengthBytes) };
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path: `${pathname}upload/${id}`, method: 'PUT', headers });
      sent.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      void pour(parts, sent);
    });
  }
}

async function pour(
  parts: Iterable<Uint8Array>,
  into: { write(part: Uint8Array): boolean; once(event: 'drain', then: () => void): void; end(): void },
): Promise<void> {
  for (const part of parts)
    if (!into.write(part))
      await new Promise<void>((resolve) =>
        into.once('drain', () => {
          resolve();
        }),
      );
  into.end();
}

describe('a file that is handed over as bytes', () => {
  let stage: Stage;
  let alice: ServedNode;
  let bob: TestNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [bob] = await stage.people('Bob');
    alice = new ServedNode(await stage.home('Alice'));
    await alice.start();
    stage.atEnd(() => alice.stop());
    await befriend(alice, bob);
    await askAlways(bob, alice);
  });
  afterEach(() => stage.clear());

  const withBob = async () => (await contactOf(alice, bob)).conversationId;
  const begin = async (name: string, sizeBytes: number) => {
    const id = newId();
    await alice.client.call('beginHandOver', { id, name, sizeBytes });
    return id;
  };
  const handOver = async (name: string, bytes: Uint8Array) => {
    const id = await begin(name, bytes.length);
    expect(await alice.put(id, [bytes], bytes.length)).toBe(204);
    const ended = alice.client.call('endHandOver', { id });
    await expect(ended).resolves.toMatchObject({ id });
    const value = await ended;
    await alice.client.call('attachFile', { conversationId: await withBob(), attachmentId: id });
    return value;
  };
  const offer = async (attachmentId: string) => {
    const to = await recipients(alice, bob);
    const { transferIds, metadata } = await alice.client.call('offerFile', { attachmentId, to });
    return { id: transferIds[0] ?? '', metadata };
  };
  const arrived = (name: string) => acceptedBytes(bob, name);
  const lying = async () => (await readdir(alice.filesDir)).sort();
  const nothingLies = () => expect.poll(lying).toEqual([]);

  it('is attached like one of the disk, after a restart too, and arrives whole', async () => {
    const bytes = fileBytes(3 * MEBIBYTE + 17);
    const { id, ...value } = await handOver('plan.bin', bytes);
    expect(value).toEqual({
      name: 'plan.bin',
      extension: 'bin',
      sizeBytes: bytes.length,
      keepMetadata: false,
    });
    await alice.stop();
    await alice.start();
    const row = await until(alice.client, ['conversations', {}], (rows) =>
      rows.find((one) => one.attachments[0]),
    );
    expect(row.attachments).toEqual([{ id, ...value }]);
    await offer(id);
    expect((await arrived('plan.bin')).equals(bytes)).toBe(true);
  });

  it('is nowhere on the disk in clear, and none of its keys is', async () => {
    const bytes = Buffer.alloc(2 * MEBIBYTE, CANARY);
    const clear = async () => {
      const found: string[] = [];
      for (const entry of await readdir(alice.home.dir, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile() && (await bytesOf(path)).includes(CANARY)) found.push(path);
      }
      return found;
    };
    const half = await begin('half.txt', bytes.length);
    await alice.client.call('handOverPiece', {
      id: half,
      offset: 0,
      bytes: bytes.subarray(0, 200_000).toString('base64url'),
    });
    expect(await clear()).toEqual([]);
    const { id } = await handOver('canary.txt', bytes);
    await offer(id);
    expect((await arrived('canary.txt')).equals(bytes)).toBe(true);
    expect(await clear()).toEqual([]);
    await alice.stop();
    expect(await clear()).toEqual([]);
  });

  it('that is a photo goes without place and time, and is shown to its owner', async () => {
    const photo = jpegPhoto({ head: [jpegExif()] });
    const { id } = await handOver('harbour.jpg', photo);
    expect(await alice.client.call('photoMetadata', { attachmentId: id })).toMatchObject({
      outcome: 'stripped',
    });
    const { id: transferId, metadata } = await offer(id);
    expect(metadata?.outcome).toBe('stripped');
    expect((await arrived('harbour.jpg')).equals(Buffer.from(jpegPhoto()))).toBe(true);
    const shown = await alice.client.call('readMedia', { transferId, offset: 0, length: 1000 });
    expect([shown.type, shown.sizeBytes]).toEqual(['image/jpeg', photo.length]);
  });

  it('lies in the home as long as something names it, and no longer', async () => {
    const first = await handOver('a.bin', fileBytes(10));
    await handOver('b.bin', fileBytes(20));
    expect(await lying()).toHaveLength(2);
    await alice.client.call('setAttachments', { conversationId: await withBob(), attachmentIds: [first.id] });
    await expect.poll(async () => (await lying()).length).toBe(1);
    const { id: transferId } = await offer(first.id);
    await arrived('a.bin');
    await transferOf(alice, 'a.bin', ({ stage: at }) => at === 'done');
    // What its owner sent is shown to them as long as they keep it.
    expect((await lying()).filter((name) => name.endsWith('.kept'))).toHaveLength(1);
    await alice.client.call('deleteFile', { transferId });
    await nothingLies();
  });

  it('that shall not be attached after all leaves the disk at once, and what is attached stays', async () => {
    const attached = await handOver('a.bin', fileBytes(10));
    const [name = ''] = await lying();
    const loose = await begin('b.bin', 10);
    expect(await alice.put(loose, [fileBytes(10)], 10)).toBe(204);
    await alice.client.call('endHandOver', { id: loose });
    expect(await lying()).toHaveLength(2);
    for (const id of [loose, attached.id]) await alice.client.call('dropHandOver', { id });
    await expect.poll(lying).toEqual([name]);
    await offer(attached.id);
    expect(await arrived('a.bin')).toHaveLength(10);
  });

  it('that breaks off leaves nothing, and a length that is not true is refused', async () => {
    const id = await begin('half.bin', 1_000);
    expect(await alice.put(id, [fileBytes(900)], 900)).toBe(204);
    await expect(alice.client.call('endHandOver', { id })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    const longer = await begin('longer.bin', 1_000);
    expect(await alice.put(longer, [fileBytes(1_001)], 1_001)).toBe(409);
    await alice.client.call('dropHandOver', { id: longer });
    expect(await alice.put(newId(), [fileBytes(10)], 10)).toBe(404);
    await nothingLies();
  });

  it('under way when the node locks or stops is gone, and so is what a crash left', async () => {
    const under = await begin('a.bin', MEBIBYTE);
    const bytes = fileBytes(MEBIBYTE / 4).toString('base64url');
    await alice.client.call('handOverPiece', { id: under, offset: 0, bytes });
    await alice.client.call('lock', {});
    expect(await alice.put(under, [fileBytes(10)], 10)).toBe(403);
    await alice.client.call('unlock', { password: TEST_PASSWORD });
    await nothingLies();
    await expect(alice.client.call('endHandOver', { id: under })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const kept = await handOver('b.bin', fileBytes(10));
    const [name = ''] = await lying();
    // The page was closed before it was attached.
    const loose = await begin('c.bin', 10);
    expect(await alice.put(loose, [fileBytes(10)], 10)).toBe(204);
    await alice.client.call('endHandOver', { id: loose });
    expect(await lying()).toHaveLength(2);
    await alice.stop();
    for (const left of [`${'c'.repeat(32)}.part`, `${'d'.repeat(32)}.kept`])
      await writeFile(join(alice.filesDir, left), 'left');
    await alice.start();
    await expect.poll(lying).toEqual([name]);
    await offer(kept.id);
    expect(await arrived('b.bin')).toHaveLength(10);
  });

  it('is refused by a screen that is locked', async () => {
    const id = await begin('a.bin', 10);
    await alice.client.call('lockScreen', {});
    expect(await alice.put(id, [fileBytes(10)], 10)).toBe(403);
  });

  it('whose bytes are lost ends with the reason, and nothing else goes in its place', async () => {
    const { id } = await handOver('a.bin', fileBytes(10));
    const [name = ''] = await lying();
    await offer(id);
    await rm(join(alice.filesDir, name));
    await accept(bob, 'a.bin', null);
    const ended = await transferOf(bob, 'a.bin', ({ stage: at }) => at === 'ended');
    expect(ended.end).toEqual({ reason: 'gone', by: 'peer' });
  });

  it('takes no more memory however large it is', async () => {
    const piece = fileBytes(MEBIBYTE);
    /** What this process has at most meanwhile, in MiB. */
    const most = async (mebibytes: number) => {
      let bytes = 0;
      const parts = function* () {
        for (let given = 0; given < mebibytes; given++) {
          bytes = Math.max(bytes, process.memoryUsage().rss);
          yield piece;
        }
      };
      const id = await begin('large.bin', mebibytes * MEBIBYTE);
      expect(await alice.put(id, parts(), mebibytes * MEBIBYTE)).toBe(204);
      await alice.client.call('endHandOver', { id });
      return bytes / MEBIBYTE;
    };
    // The first fills what is then used again and again, by whatever is handed over.
    await most(48);
    const small = await most(16);
    expect((await most(64)) - small).toBeLessThan(40);
    // It moves 128 MiB, on machines that do other things too.
  }, 120_000);
});
