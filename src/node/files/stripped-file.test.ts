import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pngChunk, pngImage } from '../../testing/media-samples.js';
import { jpegExif, jpegPhoto, pngText, tiff } from '../../testing/photo-samples.js';
import { orientationAlone } from '../../base/media/exif-orientation.js';
import { openSource } from './offered-source.js';

const COLOURS = pngChunk('gAMA', Uint8Array.of(0, 0, 177, 143));
const PHOTO = pngImage(9, 9, [
  pngText('tEXt', 'a\0SECRET'),
  COLOURS,
  pngChunk('eXIf', tiff(6)),
  pngText('tEXt', 'b'),
]);
const LEFT = pngImage(9, 9, [COLOURS, pngChunk('eXIf', orientationAlone(6))]);

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kith-strip-'));
  path = join(directory, 'photo');
});
afterEach(() => rm(directory, { recursive: true }));

async function write(bytes: Uint8Array, atSeconds = 1_000): Promise<void> {
  await writeFile(path, bytes);
  await utimes(path, atSeconds, atSeconds);
}

describe('a photo without its metadata', () => {
  it('is read in any pieces as the whole one would be, as often as one likes', async () => {
    await write(PHOTO);
    for (let times = 0; times < 2; times++) {
      const source = openSource(directory, { path, spool: null }, 'stripped');
      expect(source.facts).toEqual({ sizeBytes: LEFT.length, modifiedMs: 1_000_000 });
      fc.assert(
        fc.property(fc.nat(LEFT.length), fc.nat(LEFT.length), (a, b) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const into = new Uint8Array(to - from);
          source.read(from, into);
          expect(LEFT.subarray(from, to).equals(into)).toBe(true);
        }),
      );
      source.close();
    }
  });

  it('is noticed when it changed', async () => {
    await write(PHOTO);
    const source = openSource(directory, { path, spool: null }, 'stripped');
    const { facts } = source;
    expect(() => {
      source.demand(facts);
    }).not.toThrow();
    const refused = expect.objectContaining({ code: 'FILE_CHANGED' }) as Error;
    expect(() => {
      source.demand({ ...facts, sizeBytes: PHOTO.length });
    }).toThrow(refused);
    await write(PHOTO, 2_000);
    expect(() => {
      source.demand(facts);
    }).toThrow(refused);
    source.close();
  });

  it('is not sent when it is none any more', async () => {
    await write(jpegPhoto({ head: [jpegExif()] }).subarray(0, -2));
    expect(() => openSource(directory, { path, spool: null }, 'stripped')).toThrow(
      expect.objectContaining({ code: 'METADATA_UNKNOWN', params: { path } }) as Error,
    );
  });
});
