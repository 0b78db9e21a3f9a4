import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { box, filmSaidLast, NO_FRAMES } from '../../testing/film-samples.js';
import { filmParts, MOST_FILM_HEAD_BYTES } from './media-sanitizers.js';

describe('a film somebody sent', () => {
  it('is read but for its pictures and sounds', async () => {
    const film = filmSaidLast(NO_FRAMES);
    const { source, read } = counted(film);
    const parts = await filmParts(source);
    expect(parts).toMatchObject({ dataOffset: film.indexOf('mdat') - 4, dataBytes: 504_008 });
    expect(read()).toBeLessThan(5_000);
  });

  it('may not say more of itself than hours of it do', async () => {
    const { source, read } = counted(box('moov', Buffer.alloc(MOST_FILM_HEAD_BYTES + 1_000_000)));
    expect(await filmParts(source)).toBeUndefined();
    expect(read()).toBeLessThanOrEqual(MOST_FILM_HEAD_BYTES);
  });

  it('that cannot be read is not called damaged', async () => {
    const lost = new AppError('FILE_LOST');
    const source = {
      sizeBytes: 100_000,
      read: () => {
        throw lost;
      },
    };
    await expect(filmParts(source)).rejects.toBe(lost);
  });
});

/** Bytes behind a brand, and how many of them were read. */
function counted(bytes: Buffer) {
  const film = bytes.includes('ftyp')
    ? bytes
    : Buffer.concat([filmSaidLast(NO_FRAMES).subarray(0, 28), bytes]);
  let readBytes = 0;
  const read = (offset: number, into: Uint8Array) => {
    readBytes += into.length;
    into.set(film.subarray(offset, offset + into.length));
  };
  return { source: { sizeBytes: film.length, read }, read: () => readBytes };
}
