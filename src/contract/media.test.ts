import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { AppError, type ErrorCode } from '../base/app-error.js';
import { MEDIA_PIECE_BYTES, MediaDoor, type ReadMedia } from './media.js';

const ID = 'a'.repeat(32);
const SIZE = 2 * MEDIA_PIECE_BYTES + 100;
const FILE = Uint8Array.from({ length: SIZE }, (_, index) => index % 251);

/** A node with one file, and what was asked of it. */
function nodeWith(file = FILE) {
  const asked: { offset: number; length: number }[] = [];
  const read: ReadMedia = ({ offset, length }) => {
    asked.push({ offset, length });
    const bytes = file.slice(offset, offset + length);
    return Promise.resolve({ type: 'image/png', sizeBytes: file.length, bytes });
  };
  return { asked, read, door: new MediaDoor(read) };
}

async function bodyOf(body: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  if (body) for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

describe('a file shown by address', () => {
  it('is whole, of its own type, and can be nothing but that', async () => {
    const { door } = nodeWith();
    const { status, headers, body } = await door.answer(ID, null);
    expect(status).toBe(200);
    expect(headers).toEqual({
      'content-type': 'image/png',
      'content-length': String(SIZE),
      'accept-ranges': 'bytes',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect((await bodyOf(body)).equals(FILE)).toBe(true);
  });

  it('comes in pieces of at most 256 KiB, the next one when the one before was taken', async () => {
    const { door, asked } = nodeWith();
    const { body } = await door.answer(ID, null);
    expect(asked).toEqual([{ offset: 0, length: MEDIA_PIECE_BYTES }]);
    await bodyOf(body);
    expect(asked).toEqual([
      { offset: 0, length: MEDIA_PIECE_BYTES },
      { offset: MEDIA_PIECE_BYTES, length: MEDIA_PIECE_BYTES },
      { offset: 2 * MEDIA_PIECE_BYTES, length: 100 },
    ]);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=0-', 0, SIZE - 1],
    ['bytes=300000-', 300_000, SIZE - 1],
    ['bytes=-100', SIZE - 100, SIZE - 1],
    ['bytes=-99999999', 0, SIZE - 1],
    ['bytes=5-99999999', 5, SIZE - 1],
  ])('gives the range %s', async (range, from, to) => {
    const { door, asked } = nodeWith();
    const { status, headers, body } = await door.answer(ID, range);
    expect(status).toBe(206);
    expect(headers).toMatchObject({
      'content-range': `bytes ${String(from)}-${String(to)}/${String(SIZE)}`,
      'content-length': String(to - from + 1),
    });
    expect((await bodyOf(body)).equals(FILE.subarray(from, to + 1))).toBe(true);
    expect(asked.every(({ length }) => length <= MEDIA_PIECE_BYTES)).toBe(true);
  });

  it.each([
    `bytes=${String(SIZE)}-`,
    'bytes=999999999999999-',
    `bytes=${String(SIZE + 5)}-${String(SIZE + 9)}`,
  ])('has nothing at %s', async (range) => {
    const { status, headers, body } = await nodeWith().door.answer(ID, range);
    expect([status, headers['content-range'], body]).toEqual([416, `bytes */${String(SIZE)}`, undefined]);
  });

  it.each(['bytes=0-1,5-6', 'bytes=9-5', 'bytes=-', 'bytes=-0', 'items=0-1', 'bytes=a-b', 'bytes=0-1e3', ''])(
    'is whole for %j, which is not one range',
    async (range) => {
      expect((await nodeWith().door.answer(ID, range)).status).toBe(200);
    },
  );

  it.each([
    '',
    '.',
    '..',
    '../index.html',
    `${ID}/..`,
    `${ID}x`,
    ID.toUpperCase(),
    '%2e%2e',
    `${ID}\n`,
    'a'.repeat(31),
  ])('is not named by %j: the node is not even asked', async (name) => {
    const { door, asked } = nodeWith();
    expect([(await door.answer(name, null)).status, asked]).toEqual([404, []]);
  });

  it.each([
    ['NOT_FOUND', 404],
    ['STORE_DAMAGED', 404],
    ['FILE_CHANGED', 404],
    ['NODE_LOCKED', 403],
    ['IDENTITY_MISSING', 403],
    ['NODE_NOT_RUNNING', 503],
    ['ANSWER_LOST', 503],
    ['RATE_EXCEEDED', 503],
  ] as const)(
    'that the node refuses with %s is answered with %d and no body',
    async (code: ErrorCode, status) => {
      const door = new MediaDoor(() => Promise.reject(new AppError(code)));
      const answer = await door.answer(ID, null);
      expect([answer.status, answer.body, answer.headers['content-type']]).toEqual([
        status,
        undefined,
        undefined,
      ]);
    },
  );

  it('that ends before its end breaks off instead of being taken for whole', async () => {
    let isGone = false;
    const { read } = nodeWith();
    const door = new MediaDoor(async (piece) => {
      const found = await read(piece);
      return isGone ? { ...found, bytes: new Uint8Array(0) } : found;
    });
    const { body } = await door.answer(ID, null);
    isGone = true;
    await expect(bodyOf(body)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gives any range exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(SIZE - 1), fc.nat(SIZE - 1), async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const { body } = await nodeWith().door.answer(ID, `bytes=${String(from)}-${String(to)}`);
        expect((await bodyOf(body)).equals(FILE.subarray(from, to + 1))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

describe('many files shown at once', () => {
  it('ask the node for eight pieces at a time, wait for their turn, and are put off when too many wait', async () => {
    let [open, most] = [0, 0];
    const release: (() => void)[] = [];
    const door = new MediaDoor(async () => {
      most = Math.max(most, ++open);
      await new Promise<void>((resolve) => release.push(resolve));
      open -= 1;
      return { type: 'image/gif', sizeBytes: 1, bytes: new Uint8Array(1) };
    });
    const answers = Array.from({ length: 8 + 512 + 1 }, () => door.answer(ID, null));
    const putOff: number[] = [];
    void answers[520]?.then(({ status }) => putOff.push(status));
    // Nothing is waited for but promises.
    await new Promise(setImmediate);
    expect(putOff).toEqual([503]);
    for (let done = 0; done < 520; done++) {
      await Promise.resolve();
      while (release.length === 0) await Promise.resolve();
      release.shift()?.();
    }
    expect((await Promise.all(answers.slice(0, 520))).map(({ status }) => status)).toEqual(
      Array(520).fill(200),
    );
    expect(most).toBe(8);
  });
});
