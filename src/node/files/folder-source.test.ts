import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crc32 } from '../../base/zip/crc32.js';
import { MOST_FOLDER_ENTRIES } from '../../base/zip/zip-names.js';
import { fileBytes } from '../../testing/node/files.js';
import { zipContents } from '../../testing/zip-contents.js';
import { FolderSource } from './folder-source.js';

describe('a folder that is sent', () => {
  let directory: string;
  let folder: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-folder-'));
    folder = join(directory, 'Trip');
    await mkdir(join(folder, 'photos', 'empty'), { recursive: true });
    await writeFile(join(folder, 'photos', 'b.jpg'), fileBytes(700_000));
    await writeFile(join(folder, 'a.txt'), 'hello');
    await writeFile(join(folder, 'none'), '');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const read = async (source: FolderSource, offset: number, length: number) => {
    const bytes = new Uint8Array(length);
    await source.ready(offset, length);
    source.read(offset, bytes);
    return Buffer.from(bytes);
  };
  const opened = async <Result>(use: (source: FolderSource) => Promise<Result>) => {
    const source = new FolderSource(folder);
    try {
      return await use(source);
    } finally {
      source.close();
    }
  };
  const whole = () => opened((source) => read(source, 0, source.facts.sizeBytes));
  const refused = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'FILE_CHANGED' });

  it('is an archive of everything in it, each file with its checksum', async () => {
    const entries = zipContents(await whole());
    expect(entries.map(({ path }) => path)).toEqual([
      ...['Trip/', 'Trip/a.txt', 'Trip/none', 'Trip/photos/', 'Trip/photos/b.jpg', 'Trip/photos/empty/'],
    ]);
    expect(entries[1]?.bytes.toString()).toBe('hello');
    expect(entries[4]?.bytes.equals(fileBytes(700_000))).toBe(true);
    for (const { checksum, bytes } of entries) expect(checksum).toBe(crc32(0, bytes));
  });

  it('comes out the same from any place on, read anew and in any order', async () => {
    const all = await whole();
    for (const offset of [all.length - 40, 600_000, 0, 31, 262_144])
      await opened(async (source) => {
        const length = Math.min(300_000, all.length - offset);
        expect((await read(source, offset, length)).equals(all.subarray(offset, offset + length))).toBe(true);
      });
  });

  it('says nothing of what links lead to', async () => {
    await writeFile(join(directory, 'secret.txt'), 'not for Bob');
    await symlink(join(directory, 'secret.txt'), join(folder, 'link.txt'));
    await symlink(directory, join(folder, 'up'));
    const all = await whole();
    expect(zipContents(all)).toHaveLength(6);
    expect(all.includes('not for Bob')).toBe(false);
  });

  it.each([
    ['longer', () => writeFile(join(folder, 'a.txt'), 'hello, Bob')],
    ['newer', () => utimes(join(folder, 'a.txt'), new Date(), new Date(Date.now() + 9_000))],
    ['called otherwise', () => rename(join(folder, 'a.txt'), join(folder, 'c.txt'))],
    ['not alone', () => writeFile(join(folder, 'photos', 'c.txt'), '')],
  ])('is another one when a file in it is %s', async (_, change) => {
    const source = new FolderSource(folder);
    await change();
    expect(() => {
      source.demand(source.facts);
    }).toThrow(expect.objectContaining({ code: 'FILE_CHANGED' }));
    source.close();
  });

  it('is out of reach, and not another one, when it is left empty like what a disk was mounted on', async () => {
    const { facts } = await opened((source) => Promise.resolve(source));
    await rm(folder, { recursive: true });
    await mkdir(folder);
    const away = { code: 'FILE_UNREADABLE', params: { path: folder, reason: 'missing' } };
    await opened((empty) => {
      expect(() => {
        empty.demand(facts);
      }).toThrow(expect.objectContaining(away));
      empty.demand(empty.facts);
      return Promise.resolve();
    });
  });

  it('is another one when it was offered empty and is empty still, but of another time', async () => {
    await rm(folder, { recursive: true });
    await mkdir(folder);
    const source = new FolderSource(folder);
    await utimes(folder, new Date(), new Date(Date.now() + 9_000));
    expect(() => {
      source.demand(source.facts);
    }).toThrow(expect.objectContaining({ code: 'FILE_CHANGED' }));
    source.close();
  });

  it('gives nothing of a file that changed since it was listed', async () => {
    await opened(async (source) => {
      await writeFile(join(folder, 'photos', 'b.jpg'), fileBytes(700_000, 2));
      await utimes(join(folder, 'photos', 'b.jpg'), new Date(), new Date(Date.now() + 9_000));
      await refused(read(source, 0, source.facts.sizeBytes));
    });
  });

  it('is refused with the reason when there is too much in it, and taken up to there', async () => {
    const many = join(folder, 'many');
    await mkdir(many);
    const left = MOST_FOLDER_ENTRIES - 6;
    await Promise.all(Array.from({ length: left }, (_, index) => writeFile(join(many, String(index)), '')));
    new FolderSource(folder).close();
    await writeFile(join(folder, 'one more'), '');
    expect(() => new FolderSource(folder)).toThrow(
      expect.objectContaining({ code: 'FILE_UNREADABLE', params: { path: folder, reason: 'entries' } }),
    );
  });
});
