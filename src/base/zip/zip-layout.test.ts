import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '../bytes.js';
import { crc32 } from './crc32.js';
import { type ZipEntry, zipHeader, type ZipLayout, zipLayout } from './zip-layout.js';
import { zipNames } from './zip-names.js';

const MAY = Date.UTC(2026, 4, 17, 13, 5, 8);
const GIBIBYTE = 1_073_741_824;
const entry = (path: string, sizeBytes: number, modifiedMs = MAY): ZipEntry => ({
  path,
  sizeBytes,
  modifiedMs,
});
const headers = (layout: ZipLayout, kind: 'local' | 'central' | 'end') =>
  layout.parts.filter((part) => part.kind === kind).map((part) => toHex(zipHeader(layout, part, 0)));

describe('a folder as an archive', () => {
  it('stands as the format has it, byte for byte', () => {
    const layout = zipLayout([entry('a/', 0), entry('a/é', 2)]);
    const whole = concatBytes(
      ...layout.parts.map((part) => {
        if (part.kind === 'data') return utf8('hi');
        return zipHeader(layout, part, part.entry === 1 ? crc32(0, utf8('hi')) : 0);
      }),
    );
    const [stored, time, extra] = ['00080000', 'a468b15c', '555405000104bd096a'];
    const parts = [
      `504b03041400${stored}${time}00000000000000000000000002000900612f${extra}`,
      `504b03041400${stored}${time}ac2a93d8020000000200000004000900612fc3a9${extra}6869`,
      `504b010214031400${stored}${time}000000000000000000000000020009000000000000001000ed4100000000612f${extra}`,
      `504b010214031400${stored}${time}ac2a93d80200000002000000040009000000000000000000a48129000000612fc3a9${extra}`,
      '504b0506000000000200020074000000560000000000',
    ];
    expect(toHex(whole)).toBe(parts.join(''));
    expect(whole).toHaveLength(layout.sizeBytes);
  });

  it('has its parts one after another, the bytes of files as long as they are', () => {
    const { parts, sizeBytes } = zipLayout([entry('a/', 0), entry('a/b', 5), entry('a/c', 0)]);
    expect(parts.map(({ kind }) => kind)).toEqual([
      ...['local', 'local', 'data', 'local', 'central', 'central', 'central', 'end'],
    ]);
    let end = 0;
    for (const { start, length } of parts) {
      expect(start).toBe(end);
      end += length;
    }
    expect(sizeBytes).toBe(end);
  });

  it('says sizes and places that need more than 32 bits where the format has room for them', () => {
    const layout = zipLayout([entry('long', 5 * GIBIBYTE), entry('far', 1)]);
    const size = '0000004001000000';
    expect(headers(layout, 'local')[0]).toContain(`ffffffffffffffff`);
    expect(headers(layout, 'local')[0]).toContain(`01001000${size}${size}`);
    const far = 5 * GIBIBYTE + (layout.parts[0]?.length ?? 0);
    const place = toHex(new Uint8Array(new BigUint64Array([BigInt(far)]).buffer));
    expect(headers(layout, 'central')[1]).toContain(`01000800${place}`);
    expect(headers(layout, 'end')[0]).toMatch(/^504b0606.*504b06070{8}.*504b0506/u);
  });

  it('keeps times the format cannot say at the nearest it can', () => {
    const dated = zipLayout([entry('old', 0, Date.UTC(1970, 0, 2)), entry('late', 0, Date.UTC(2150, 0, 1))]);
    const [old, late] = headers(dated, 'local');
    expect(old?.slice(20, 28)).toBe('00002100');
    expect(late?.slice(20, 28)).toBe('00009fff');
    expect(late).toContain('5554050001ffffff7f');
  });
});

describe('the checksum of an archive', () => {
  it('is that of the format, taken at once or in pieces', () => {
    expect(crc32(0, utf8('123456789'))).toBe(0xcbf43926);
    expect(crc32(crc32(0, utf8('1234')), utf8('56789'))).toBe(0xcbf43926);
    expect(crc32(0, new Uint8Array(0))).toBe(0);
  });
});

describe('names in an archive', () => {
  it('stay in the folder it is unpacked in, on any system, and are never the same', () => {
    expect(zipNames(['a\\b', 'a_b', '..\\up', '..', 'c\u0000d', '.hidden', 'a\\b'])).toEqual([
      ...['a_b', 'a_b (2)', '.._up', '_', 'c_d', '.hidden', 'a_b (3)'],
    ]);
  });
});
