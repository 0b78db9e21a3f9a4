import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileCipher, newFileKey } from '../../adapters/crypto/file-cipher.js';
import { AppError } from '../../base/app-error.js';
import { MOST_PICTURE_BYTES } from '../../base/media/picture-points.js';
import { idFromHex, type TransferId } from '../../base/ids.js';
import { chunkBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { hugePng, nestedWebp, SOUND_WEBPS, webpOfBrokenCodes } from '../../testing/bomb-samples.js';
import { box, filmInFragments, filmSaidFirst, filmSaidLast, NO_FRAMES } from '../../testing/film-samples.js';
import { pngImage, wavSound } from '../../testing/media-samples.js';
import type { FileCalls } from './file-calls.js';
import { ShowingDesk } from './showing-desk.js';

const CHUNK = LIMITS.fileChunkBytes;
const ID = idFromHex('transfer', 'a'.repeat(32)) as TransferId;

let directory: string;
let desk: ShowingDesk;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kith-show-'));
  await mkdir(join(directory, 'own'));
  desk = new ShowingDesk(directory);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** As it lies in the home after it arrived. */
async function kept(bytes: Uint8Array, id = ID) {
  const { key, header } = newFileKey(bytes.length);
  const cipher = fileCipher(key, header);
  if (!cipher) throw new Error('no cipher');
  const chunks = Array.from({ length: cipher.chunks }, (_, index) => {
    const length = chunkBytes(bytes.length, index);
    const sealed = new Uint8Array(length + TAG_BYTES);
    cipher.seal(index, bytes.subarray(index * CHUNK, index * CHUNK + length), sealed);
    return sealed;
  });
  await writeFile(join(directory, `${id}.kept`), Buffer.concat(chunks));
  return { kept: { id, key, header } };
}

/** A file of the owner. */
async function own(bytes: Uint8Array) {
  const path = join(directory, 'own', 'a');
  await writeFile(path, bytes);
  await utimes(path, 1_000, 1_000);
  return { own: { path, modifiedMs: 1_000_000, spool: null } };
}

async function codeOf(showing: Promise<unknown>): Promise<string> {
  try {
    await showing;
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : 'no AppError';
  }
}

/** All that is shown of it, as a page reads it. */
async function whole(file: FileCalls['show']['take']['file'], id = ID): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let offset = 0; ; offset += CHUNK) {
    const { bytes } = await desk.show({ id, file, offset, length: CHUNK });
    if (bytes.length === 0) return Buffer.concat(parts);
    parts.push(bytes);
  }
}

/** Types of the boxes of a film, without room between them. */
function boxesOf(film: Buffer): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < film.length; at += film.readUInt32BE(at))
    types.push(film.toString('latin1', at + 4, at + 8));
  return types.filter((type) => type !== 'free');
}

const sound = wavSound(40);

describe('a file that is shown', () => {
  it.each(['kept', 'own'] as const)('gives any piece of what is %s, and where its end is', async (where) => {
    const file = await (where === 'kept' ? kept(sound) : own(sound));
    for (const [offset, length] of [
      [0, 1],
      [0, CHUNK],
      [CHUNK - 1, 2],
      [CHUNK - 100, CHUNK],
      [sound.length - 5, CHUNK],
      [sound.length, 10],
      [sound.length + 10, 10],
    ] as const) {
      const piece = await desk.show({ id: ID, file, offset, length });
      expect([piece.type, piece.sizeBytes]).toEqual(['audio/wav', sound.length]);
      expect(Buffer.from(piece.bytes).equals(sound.subarray(offset, offset + length))).toBe(true);
    }
    desk.close(ID);
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a page', '<!doctype html><p>'],
    ['PDF', '%PDF-1.7'],
    ['nothing at all', ''],
  ])('is no %s, whatever it was called', async (_, text) => {
    const file = await kept(Buffer.from(text));
    expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: 10 }))).toBe('NOT_FOUND');
  });

  it('is no picture that claims more points than a window should make room for, or hides how many', async () => {
    const sizeless = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0, 0]);
    for (const bytes of [hugePng(), sizeless]) {
      const file = await own(bytes);
      expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: 9 }))).toBe('NOT_FOUND');
    }
  });

  it('is no picture of more than 32 MiB', async () => {
    const file = await own(Buffer.concat([pngImage(), Buffer.alloc(MOST_PICTURE_BYTES)]));
    expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: 9 }))).toBe('NOT_FOUND');
  });

  it.each(Object.entries(SOUND_WEBPS))('may be a WebP %s', async (_, base64) => {
    const bytes = Buffer.from(base64, 'base64');
    expect((await whole(await kept(bytes))).equals(bytes)).toBe(true);
  });

  it.each([
    ['whose table of codes makes no tree', webpOfBrokenCodes()],
    ['with animations in frames of animations', nestedWebp(100)],
    ['that ends too early', Buffer.from(SOUND_WEBPS['with loss'], 'base64').subarray(0, -2)],
    ['with a whole WebP in a frame', nestedWebp(1)],
  ])('is no WebP %s', async (_, bytes) => {
    const file = await kept(bytes);
    expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: 9 }))).toBe('NOT_FOUND');
  });

  it('is a film that says first or last what is in it, and the player gets it said first', async () => {
    const first = filmSaidFirst(NO_FRAMES);
    expect((await whole(await kept(first))).equals(first)).toBe(true);
    desk.close(ID);
    for (const where of ['kept', 'own'] as const) {
      const shown = await whole(await (where === 'kept' ? kept : own)(filmSaidLast(NO_FRAMES)));
      desk.close(ID);
      expect(boxesOf(shown)).toEqual(['ftyp', 'moov', 'mdat']);
      expect(shown.subarray(-500_000).equals(Buffer.alloc(500_000, 2))).toBe(true);
    }
  });

  it('is a film without what cameras and programs put around it', async () => {
    const notes = box('uuid', Buffer.alloc(900));
    for (const film of [filmSaidLast(NO_FRAMES, notes), filmSaidFirst(NO_FRAMES, notes, box('wide'))]) {
      const shown = await whole(await kept(film));
      desk.close(ID);
      expect(boxesOf(shown)).toEqual(['ftyp', 'moov', 'mdat']);
      expect(shown.subarray(-500_000).equals(Buffer.alloc(500_000, 2))).toBe(true);
    }
  });

  it.each([
    ['in fragments', filmInFragments(NO_FRAMES)],
    ['that ends too early', filmSaidLast(NO_FRAMES).subarray(0, -10)],
    ['that says nothing of itself', filmSaidLast(NO_FRAMES).subarray(0, 504_036)],
  ])('is no film %s', async (_, bytes) => {
    const file = await kept(bytes);
    expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: 9 }))).toBe('NOT_FOUND');
  });

  it('is given to all who ask for pieces of it at once', async () => {
    const file = await own(filmSaidLast(NO_FRAMES));
    const pieces = await Promise.all(
      Array.from({ length: 9 }, (_, index) => desk.show({ id: ID, file, offset: index, length: 4 })),
    );
    expect(Buffer.from(pieces[4]?.bytes ?? []).toString('latin1')).toBe('ftyp');
  });

  it('is not given under another key, and not when it was damaged', async () => {
    const file = await kept(sound);
    const other = newFileKey(sound.length);
    const wrong = { kept: { ...file.kept, key: other.key } };
    expect(await codeOf(desk.show({ id: ID, file: wrong, offset: 0, length: 1 }))).toBe('FILE_LOST');
    const path = join(directory, `${ID}.kept`);
    const bytes = await readFile(path);
    bytes[CHUNK + 20] = 1 ^ (bytes[CHUNK + 20] ?? 0);
    await writeFile(path, bytes);
    expect((await desk.show({ id: ID, file, offset: 0, length: 9 })).bytes).toHaveLength(9);
    expect(await codeOf(desk.show({ id: ID, file, offset: CHUNK + 9, length: 9 }))).toBe('FILE_LOST');
  });

  it('of the owner is given only as it was when it was offered', async () => {
    const file = await own(pngImage());
    expect((await desk.show({ id: ID, file, offset: 0, length: 9 })).type).toBe('image/png');
    await writeFile(file.own.path, pngImage(4, 4));
    expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: 9 }))).toBe('FILE_CHANGED');
    expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: 9 }))).toBe('FILE_CHANGED');
    await rm(file.own.path);
    expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: 9 }))).toBe('FILE_UNREADABLE');
  });

  it('is asked for in pieces of 256 KiB at most', async () => {
    const file = await kept(sound);
    expect(await codeOf(desk.show({ id: ID, file, offset: 0, length: CHUNK + 1 }))).toBe('no AppError');
  });

  it.runIf(process.platform === 'linux')('keeps eight files open at most, and writes none', async () => {
    const before = await readdir(directory);
    const openFiles = async () => (await readdir('/proc/self/fd')).length;
    const start = await openFiles();
    for (let index = 0; index < 20; index++) {
      const id = idFromHex('transfer', index.toString(16).padStart(32, '0')) as TransferId;
      await desk.show({ id, file: await kept(pngImage(), id), offset: 0, length: 9 });
    }
    expect((await openFiles()) - start).toBe(8);
    expect(await readdir(directory)).toHaveLength(before.length + 20);
  });
});
