import { bech32, bech32m } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.js';
import { ID_BYTES, formatNodeId, idBytes, idFromBytes, idFromHex, type NodeId, parseNodeId } from './ids.js';

const ALICE = '09'.repeat(32);

/** Public keys a node could have: below the field prime, not of low order. */
const publicKeys = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => idFromBytes('node', bytes))
  .filter((id) => id !== undefined);

/** RFC 7748 section 6.1 and https://cr.yp.to/ecdh.html#validate: u-coordinates whose shared secret everybody knows. */
const LOW_ORDER = [
  ['0', '00'.repeat(32)],
  ['1', `01${'00'.repeat(31)}`],
  ['a point of order 8', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'],
  ['the other point of order 8', '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157'],
  ['p - 1', `ec${'ff'.repeat(30)}7f`],
] as const;

const NON_CANONICAL = [
  ['p', `ed${'ff'.repeat(30)}7f`],
  ['p + 1', `ee${'ff'.repeat(30)}7f`],
  ['p + 18, the last below 2^255', `ff${'ff'.repeat(30)}7f`],
  ['a key with the unused top bit set', `${'09'.repeat(31)}89`],
] as const;

describe('a NodeId', () => {
  it('comes back from its text form', () => {
    fc.assert(fc.property(publicKeys, (id) => parseNodeId(formatNodeId(id)) === id));
  });

  it('reads as kith1 and 58 more characters', () => {
    expect(formatNodeId(alice())).toMatch(/^kith1[02-9ac-hj-np-z]{58}$/);
  });

  it('may be written in capitals, but not in both', () => {
    const text = formatNodeId(alice());
    expect(parseNodeId(text.toUpperCase())).toBe(alice());
    expect(parseNodeId(`K${text.slice(1)}`)).toBeUndefined();
  });

  it('is not read when one character was mistyped', () => {
    const text = formatNodeId(alice());
    fc.assert(
      fc.property(fc.integer({ min: 5, max: text.length - 1 }), (index) => {
        const other = text.charAt(index) === 'q' ? 'p' : 'q';
        return parseNodeId(text.slice(0, index) + other + text.slice(index + 1)) === undefined;
      }),
    );
  });

  it('is not read with another prefix, another checksum or another length', () => {
    const key = idBytes(alice());
    expect(parseNodeId(bech32m.encodeFromBytes('kin', key))).toBeUndefined();
    expect(parseNodeId(bech32.encodeFromBytes('kith', key))).toBeUndefined();
    expect(parseNodeId(bech32m.encodeFromBytes('kith', key.subarray(1)))).toBeUndefined();
    expect(parseNodeId('')).toBeUndefined();
  });

  it.each(LOW_ORDER)('is never the low-order point %s', (_, hex) => {
    expect(idFromHex('node', hex)).toBeUndefined();
    expect(parseNodeId(bech32m.encodeFromBytes('kith', bytesOf(hex)))).toBeUndefined();
  });

  it.each(NON_CANONICAL)('is never the second spelling %s', (_, hex) => {
    expect(idFromHex('node', hex)).toBeUndefined();
  });

  it('may be a key just below the prime that is not of low order', () => {
    expect(idFromHex('node', `eb${'ff'.repeat(30)}7f`)).toBeDefined();
  });
});

describe('an id', () => {
  it('is the lowercase hexadecimal of its bytes', () => {
    expect(idFromHex('message', 'AB'.repeat(16))).toBeUndefined();
    expect(idFromHex('message', 'ab'.repeat(16))).toBe('ab'.repeat(16));
    expect(toHex(idBytes(alice()))).toBe(ALICE);
  });

  it.each(Object.entries(ID_BYTES))('of kind %s has exactly its length', (name, length) => {
    const kind = name as keyof typeof ID_BYTES;
    expect(idFromBytes(kind, new Uint8Array(length).fill(9))).toBeDefined();
    expect(idFromBytes(kind, new Uint8Array(length - 1).fill(9))).toBeUndefined();
    expect(idFromBytes(kind, new Uint8Array(length + 1).fill(9))).toBeUndefined();
  });

  it('that is no hexadecimal is a mistake of ours, not an input', () => {
    expect(() => idBytes('alice' as NodeId)).toThrow(TypeError);
  });
});

function alice(): NodeId {
  const id = idFromHex('node', ALICE);
  if (!id) throw new Error('Alice has no key');
  return id;
}

function bytesOf(hex: string): Uint8Array {
  return fromHex(hex) ?? new Uint8Array(0);
}
