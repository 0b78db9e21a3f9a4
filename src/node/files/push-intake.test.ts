import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chunkOffset, encryptedBytes } from '../../protocol/file-header.js';
import { type AwaitedStretch, PushIntake } from './push-intake.js';

const CHUNKS = 3;
const SIZE = CHUNKS * 262_144;
const WHOLE = encryptedBytes(SIZE);

/** All chunks of a file come at once. */
function brought(put: AwaitedStretch['put']) {
  const intake = new PushIntake();
  let isWhole = false;
  const ticket = intake.await({
    ...{ sizeBytes: SIZE, first: 0, count: CHUNKS, put },
    came: () => (isWhole = true),
    failed: () => undefined,
  });
  const request = Object.assign(Readable.from([new Uint8Array(WHOLE)]), {
    headers: {
      authorization: `Kith ${Buffer.from(ticket).toString('base64url')}`,
      'content-range': `bytes 0-${String(WHOLE - 1)}/${String(WHOLE)}`,
      'content-length': String(WHOLE),
    },
  });
  const response = Object.assign(new Writable(), { writeHead: () => undefined, end: () => undefined });
  const isTaken = intake.answer(
    request as unknown as IncomingMessage,
    response as unknown as ServerResponse,
    () => undefined,
  );
  expect(isTaken).toBe(true);
  return { isWhole: () => isWhole };
}

describe('a stretch that is brought', () => {
  it('goes on with the next chunk once the one before is kept', async () => {
    const kept: (() => void)[] = [];
    const lengths: number[] = [];
    const { isWhole } = brought((index, sealed) => {
      expect(index).toBe(lengths.push(sealed.length) - 1);
      return new Promise((resolve) => kept.push(resolve));
    });
    for (let chunks = 1; chunks <= CHUNKS; chunks++) {
      await setImmediate();
      expect(kept).toHaveLength(chunks);
      expect(isWhole()).toBe(false);
      kept.at(-1)?.();
    }
    await setImmediate();
    expect(isWhole()).toBe(true);
    expect(lengths).toEqual(Array.from({ length: CHUNKS }, () => chunkOffset(1)));
  });
});
