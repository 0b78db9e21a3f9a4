import crypto, { createHash } from 'node:crypto';
import { fdatasync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, concatBytes, toHex } from '../../base/bytes.js';
import type { UploadId } from '../../base/ids.js';
import { chunkOffset, encryptedBytes } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { fileBytes } from '../../testing/node/files.js';
import type { PreparedFile } from './file-calls.js';
import { hashesPath } from './file-places.js';
import { SealingDesk } from './sealing-desk.js';

const CHUNK = LIMITS.fileChunkBytes;

/** What every key and nonce is used for from now on, by hashes of the plaintexts. */
function watchCiphers() {
  const plaintexts = new Map<string, Set<string>>();
  const real = crypto.createCipheriv;
  const watched = (...args: Parameters<typeof real>) => {
    const [, key, nonce] = args;
    const cipher = real(...args);
    const hash = createHash('sha256');
    const place = `${toHex(key as Uint8Array)} ${toHex(nonce as Uint8Array)}`;
    const update = cipher.update.bind(cipher) as (bytes: Uint8Array) => Buffer;
    const final = cipher.final.bind(cipher) as () => Buffer;
    return Object.assign(cipher, {
      update: (bytes: Uint8Array) => {
        hash.update(bytes);
        return update(bytes);
      },
      final: () => {
        plaintexts.set(place, (plaintexts.get(place) ?? new Set()).add(hash.digest('hex')));
        return final();
      },
    });
  };
  const set = (createCipheriv: unknown) => {
    Object.assign(crypto, { createCipheriv });
    syncBuiltinESMExports();
  };
  set(watched);
  return {
    plaintexts,
    end: () => {
      set(real);
    },
  };
}

describe('a file that is being sent', () => {
  let directory: string;
  let path: string;
  let desk: SealingDesk;
  let completed: { uploadId: UploadId; root: Bytes }[];
  const open = () =>
    new SealingDesk(directory, (uploadId, root) => {
      completed.push({ uploadId, root });
    });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-seal-'));
    path = join(directory, 'a.bin');
    await writeFile(path, fileBytes(3 * CHUNK + 5));
    completed = [];
    desk = open();
  });
  afterEach(async () => {
    desk.closeAll();
    await rm(directory, { recursive: true, force: true });
  });

  const seal = async ({ source }: PreparedFile, first: number, count: number): Promise<Bytes> => {
    const into = new Uint8Array(new SharedArrayBuffer(chunkOffset(count)));
    const length = await desk.seal({ ...source, first, count, into });
    return into.slice(0, length);
  };
  const refused = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'FILE_CHANGED' });

  it('comes out the same however it is asked for, before and after a restart', async () => {
    const file = desk.prepare({ path, spool: null, metadata: 'keep' });
    const whole = await seal(file, 0, 4);
    expect(whole).toHaveLength(encryptedBytes(3 * CHUNK + 5));
    const parts = [await seal(file, 0, 2), await seal(file, 2, 1)];
    desk.closeAll();
    desk = open();
    expect(Buffer.compare(concatBytes(...parts, await seal(file, 3, 1)), whole)).toBe(0);
  });

  it('does not leave when the sync of its hashes failed, and they are written anew before it does', async () => {
    let isBroken = false;
    desk = new SealingDesk(
      directory,
      (uploadId, root) => completed.push({ uploadId, root }),
      (handle, done) => {
        if (isBroken) done(Object.assign(new Error('broken'), { code: 'EIO' }));
        else fdatasync(handle, done);
      },
    );
    const file = desk.prepare({ path, spool: null, metadata: 'keep' });
    const noted = async () => {
      const hashes = await readFile(hashesPath(directory, file.source.uploadId));
      return [0, 32, 64, 96].map((at) => hashes.subarray(at, at + 32).some((byte) => byte !== 0));
    };
    const left = await seal(file, 0, 2);
    isBroken = true;
    await expect(seal(file, 0, 4)).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
    // What had left stays; of the others nothing is believed to be on the disk.
    expect(await noted()).toEqual([true, true, false, false]);
    expect(completed).toEqual([]);
    isBroken = false;
    await seal(file, 0, 1);
    expect(completed).toEqual([]);
    const whole = await seal(file, 0, 4);
    expect(Buffer.compare(whole.subarray(0, left.length), left)).toBe(0);
    expect(await noted()).toEqual([true, true, true, true]);
    expect(completed).toHaveLength(1);
  });

  it('is complete when every chunk was encrypted once, in whatever order', async () => {
    const file = desk.prepare({ path, spool: null, metadata: 'keep' });
    await seal(file, 2, 2);
    expect(completed).toEqual([]);
    await seal(file, 0, 2);
    await seal(file, 0, 4);
    expect(completed).toHaveLength(1);
    const [first] = completed;
    // After a restart the same is found out from what lies on the disk.
    desk.closeAll();
    desk = open();
    await seal(file, 1, 1);
    expect(completed).toEqual([first, first]);
  });

  it.each(['shorter', 'longer', 'newer'])('gives nothing once it is %s', async (change) => {
    const file = desk.prepare({ path, spool: null, metadata: 'keep' });
    if (change === 'shorter') await writeFile(path, fileBytes(CHUNK));
    if (change === 'longer') await appendFile(path, 'x');
    if (change === 'newer') await utimes(path, new Date(), new Date(Date.now() + 5_000));
    await refused(seal(file, 0, 1));
  });

  it('gives no chunk that would come out otherwise than before, though size and time are the same', async () => {
    const file = desk.prepare({ path, spool: null, metadata: 'keep' });
    await seal(file, 0, 4);
    const bytes = await readFile(path);
    bytes[CHUNK + 1] = (bytes[CHUNK + 1] ?? 0) ^ 1;
    await writeFile(path, bytes);
    // Seconds; half a millisecond more, so that rounding cannot end below.
    const when = (file.source.modifiedMs + 0.5) / 1_000;
    await utimes(path, when, when);
    desk.closeAll();
    desk = open();
    await seal(file, 0, 1);
    await refused(seal(file, 1, 1));
    await seal(file, 2, 1);
  });

  it('that changed while it was encrypted is not called complete', async () => {
    const file = desk.prepare({ path, spool: null, metadata: 'keep' });
    await seal(file, 0, 2);
    await utimes(path, new Date(), new Date(Date.now() + 5_000));
    await refused(seal(file, 2, 2));
    expect(completed).toEqual([]);
  });

  it('never leaves as two different ciphertexts under one key and place, whatever happens to it', async () => {
    const chunk = fc.nat(3);
    const step = fc.oneof(
      fc.record({ does: fc.constant('seal' as const), first: chunk, count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ does: fc.constant('bend' as const), first: chunk }),
      fc.record({ does: fc.constantFrom('restart' as const, 'offer' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
        await writeFile(path, fileBytes(3 * CHUNK + 5));
        const offers = [desk.prepare({ path, spool: null, metadata: 'keep' })];
        const left = new Map<string, string>();
        for (const taken of steps) {
          if (taken.does === 'restart') desk.closeAll();
          if (taken.does === 'restart') desk = open();
          if (taken.does === 'offer') offers.push(desk.prepare({ path, spool: null, metadata: 'keep' }));
          if (taken.does === 'bend') await bend(taken.first * CHUNK);
          if (taken.does !== 'seal') continue;
          const count = Math.min(taken.count, 4 - taken.first);
          for (const file of offers) {
            const sealed = await seal(file, taken.first, count).catch(() => undefined);
            for (let index = 0; sealed && index < count; index++) {
              const bytes = sealed.subarray(chunkOffset(index), chunkOffset(index + 1));
              const place = `${toHex(file.source.key)} ${String(taken.first + index)}`;
              const digest = createHash('sha256').update(bytes).digest('hex');
              expect(left.get(place) ?? digest).toBe(digest);
              left.set(place, digest);
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('lets no key and nonce meet two plaintexts, nor two chunks meet one nonce, in a run that is watched', async () => {
    const met = watchCiphers();
    try {
      await writeFile(path, fileBytes(20 * CHUNK + 5));
      const offers = [0, 1, 2].map(() => desk.prepare({ path, spool: null, metadata: 'keep' }));
      for (let round = 0; round < 3; round++) {
        for (const file of offers) for (let first = 20; first >= 0; first--) await seal(file, first, 1);
        desk.closeAll();
        desk = open();
      }
    } finally {
      met.end();
    }
    // Three keys with a nonce for each chunk, however often each was asked for.
    expect(met.plaintexts.size).toBe(3 * 21);
    expect([...met.plaintexts.values()].map((hashes) => hashes.size)).toEqual(Array(3 * 21).fill(1));
  });

  /** Changes one byte; size and time stay. */
  async function bend(offset: number): Promise<void> {
    const { mtimeMs } = await stat(path);
    const bytes = await readFile(path);
    bytes[offset] = (bytes[offset] ?? 0) ^ 1;
    await writeFile(path, bytes);
    const when = (Math.floor(mtimeMs) + 0.5) / 1_000;
    await utimes(path, when, when);
  }

  it('gets another key each time it is offered', () => {
    const [one, two] = [
      desk.prepare({ path, spool: null, metadata: 'keep' }),
      desk.prepare({ path: path, spool: null, metadata: 'keep' }),
    ];
    expect(one.source.key).not.toEqual(two.source.key);
    expect(one.source.header).not.toEqual(two.source.header);
  });

  it('leaves nothing behind when nobody gets it any more', async () => {
    const file = desk.prepare({ path, spool: null, metadata: 'keep' });
    await seal(file, 0, 1);
    const list = join(directory, `${file.source.uploadId}.hashes`);
    expect(await readFile(list)).not.toHaveLength(0);
    desk.forget(file.source.uploadId);
    await expect(readFile(list)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is not encrypted any more once it was given up, whoever still asks', async () => {
    const file = desk.prepare({ path, spool: null, metadata: 'keep' });
    await seal(file, 0, 1);
    desk.forget(file.source.uploadId);
    await bend(0);
    await expect(seal(file, 0, 1)).rejects.toMatchObject({ code: 'NODE_STOPPING' });
    await expect(stat(hashesPath(directory, file.source.uploadId))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is a file or a folder that can be read, or is refused with the reason', async () => {
    await mkdir(join(directory, 'folder'));
    const reason = (name: string) => {
      try {
        desk.prepare({ path: join(directory, name), spool: null, metadata: 'keep' });
        return 'none';
      } catch (error) {
        return (error as { params: { reason: string } }).params.reason;
      }
    };
    expect([reason('folder'), reason('missing'), reason('a.bin/x'), reason('a.bin')]).toEqual([
      'none',
      'missing',
      'missing',
      'none',
    ]);
  });
});
