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
  let failure: unknown;
  const ticket = intake.await({
    ...{ sizeBytes: SIZE, first: 0, count: CHUNKS, put },
    came: () => (isWhole = true),
    failed: (error) => (failure = error),
  });
  const body = Readable.from([new Uint8Array(WHOLE)]);
  // As that of a request whose end was not read.
  body._destroy = (error, done) => {
    done(error ?? (body.readableEnded ? null : new Error('aborted')));
  };
  body.on('error', () => undefined);
  const request = Object.assign(body, {
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
  return { isWhole: () => isWhole, failure: () => failure };
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

  it('fails by what kept one of its chunks from being kept, and takes no other', async () => {
    const refusal = new Error('not that chunk');
    let puts = 0;
    const { isWhole, failure } = brought(() => {
      puts += 1;
      return Promise.reject(refusal);
    });
    await setImmediate();
    expect(failure()).toBe(refusal);
    expect(puts).toBe(1);
    expect(isWhole()).toBe(false);
  });
});
