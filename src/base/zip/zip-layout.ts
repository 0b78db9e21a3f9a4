// A folder as a zip archive (APPNOTE 6.3.10) whose files are stored as they are: where each byte stands follows from names,
// sizes and times alone, so that any stretch can be made again without the ones before, and comes out the same.

import { type Bytes, concatBytes, utf8 } from '../bytes.js';

export interface ZipEntry {
  /** Relative, parts separated by "/"; of a folder it ends with one. */
  readonly path: string;
  /** Of a folder 0. */
  readonly sizeBytes: number;
  /** Unix ms. */
  readonly modifiedMs: number;
}

/** local and central: what stands before a file and in the list at the end. end: behind that list. */
export interface ZipPart {
  readonly kind: 'local' | 'data' | 'central' | 'end';
  /** Its place among the entries. */
  readonly entry: number;
  readonly start: number;
  readonly length: number;
}

export interface ZipLayout {
  readonly entries: readonly ZipEntry[];
  /** One after another, without gaps. */
  readonly parts: readonly ZipPart[];
  /** Where each entry begins. */
  readonly starts: readonly number[];
  /** Where the list of them begins. */
  readonly listStart: number;
  readonly sizeBytes: number;
}

export function zipLayout(entries: readonly ZipEntry[]): ZipLayout {
  const parts: ZipPart[] = [];
  let end = 0;
  const add = (kind: ZipPart['kind'], entry: number, length: number) => {
    if (length > 0) parts.push({ kind, entry, start: end, length });
    end += length;
  };
  const starts = entries.map((entry, index) => {
    const start = end;
    add('local', index, localHeader(entry, 0).length);
    add('data', index, entry.sizeBytes);
    return start;
  });
  const listStart = end;
  for (const [index, entry] of entries.entries())
    add('central', index, centralHeader(entry, starts[index] ?? 0, 0).length);
  add('end', 0, endRecords(entries.length, listStart, end - listStart).length);
  return { entries, parts, starts, listStart, sizeBytes: end };
}

/** The bytes of a part that is not a file's own. @param checksum of the entry it speaks of */
export function zipHeader(layout: ZipLayout, part: ZipPart, checksum: number): Bytes {
  const { entries, starts, listStart } = layout;
  if (part.kind === 'end') return endRecords(entries.length, listStart, part.start - listStart);
  const entry = entries[part.entry];
  if (!entry) throw new RangeError('no part of this archive');
  if (part.kind === 'local') return localHeader(entry, checksum);
  return centralHeader(entry, starts[part.entry] ?? 0, checksum);
}

function localHeader(entry: ZipEntry, checksum: number): Bytes {
  const name = utf8(entry.path);
  const { sizeBytes } = entry;
  const isLong = sizeBytes >= MOST_32;
  const extra = concatBytes(timeExtra(entry), isLong ? longExtra([sizeBytes, sizeBytes]) : EMPTY);
  const sizes = isLong ? MOST_32 : sizeBytes;
  return concatBytes(
    little([4, LOCAL], [2, isLong ? VERSION_LONG : VERSION], [2, UTF_8], [2, STORED], [4, dosTime(entry)]),
    little([4, checksum], [4, sizes], [4, sizes], [2, name.length], [2, extra.length]),
    name,
    extra,
  );
}

function centralHeader(entry: ZipEntry, start: number, checksum: number): Bytes {
  const name = utf8(entry.path);
  const { sizeBytes, path } = entry;
  const isLong = sizeBytes >= MOST_32;
  const isFar = start >= MOST_32;
  const long = [...(isLong ? [sizeBytes, sizeBytes] : []), ...(isFar ? [start] : [])];
  const extra = concatBytes(timeExtra(entry), long.length > 0 ? longExtra(long) : EMPTY);
  const sizes = isLong ? MOST_32 : sizeBytes;
  const version = long.length > 0 ? VERSION_LONG : VERSION;
  const mode = path.endsWith('/') ? FOLDER_MODE : FILE_MODE;
  return concatBytes(
    little([4, CENTRAL], [2, MADE_ON_UNIX | version], [2, version], [2, UTF_8], [2, STORED]),
    little([4, dosTime(entry)], [4, checksum], [4, sizes], [4, sizes], [2, name.length], [2, extra.length]),
    little([2, 0], [2, 0], [2, 0], [4, mode], [4, isFar ? MOST_32 : start]),
    name,
    extra,
  );
}

/** The fields of 16 bits hold the count: a folder has far fewer entries than they can count. */
function endRecords(count: number, listStart: number, listBytes: number): Bytes {
  const isFar = listStart >= MOST_32 || listBytes >= MOST_32;
  const long = little([4, LONG_END], [8, 44], [2, MADE_ON_UNIX | VERSION_LONG], [2, VERSION_LONG], [4, 0]);
  const longPlace = little([4, 0], [8, count], [8, count], [8, listBytes], [8, listStart]);
  const locator = little([4, LONG_LOCATOR], [4, 0], [8, listStart + listBytes], [4, 1]);
  return concatBytes(
    ...(isFar ? [long, longPlace, locator] : []),
    little([4, END], [2, 0], [2, 0], [2, count], [2, count]),
    little([4, isFar ? MOST_32 : listBytes], [4, isFar ? MOST_32 : listStart], [2, 0]),
  );
}

function longExtra(values: readonly number[]): Bytes {
  return little([2, 1], [2, values.length * 8], ...values.map((value) => [8, value] as const));
}

/** Seconds of Unix; the other time has steps of two seconds and no zone. */
function timeExtra({ modifiedMs }: ZipEntry): Bytes {
  const seconds = Math.min(Math.max(Math.floor(modifiedMs / 1_000), 0), 0x7fffffff);
  return little([2, 0x5455], [2, 5], [1, 1], [4, seconds]);
}

/** In UTC, so that it is the same wherever the archive is made again. */
function dosTime({ modifiedMs }: ZipEntry): number {
  const time = new Date(Math.min(Math.max(modifiedMs, Date.UTC(1980, 0, 1)), Date.UTC(2107, 11, 31)));
  const day = ((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return ((day << 16) | clock) >>> 0;
}

/** Numbers of so many bytes each, the lowest byte first. */
function little(...fields: readonly (readonly [bytes: 1 | 2 | 4 | 8, value: number])[]): Bytes {
  const bytes = new Uint8Array(fields.reduce((sum, [length]) => sum + length, 0));
  let at = 0;
  for (const [length, value] of fields) {
    let rest = value;
    for (let index = 0; index < length; index++) {
      bytes[at++] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  return bytes;
}

const EMPTY = new Uint8Array(0);
/** What stands in a field of 32 bits for a number that does not fit: the real one follows in the extra fields. */
const MOST_32 = 0xffffffff;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const LONG_END = 0x06064b50;
const LONG_LOCATOR = 0x07064b50;
const END = 0x06054b50;
const VERSION = 20;
const VERSION_LONG = 45;
const UTF_8 = 1 << 11;
const STORED = 0;
const MADE_ON_UNIX = 3 << 8;
const FILE_MODE = 0o100644 * 65_536;
const FOLDER_MODE = 0o040755 * 65_536 + 16;
