import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Bytes, fromHex, toHex } from '../base/bytes.js';
import { decodeFrame, encodeFrame } from './frame-codec.js';
import { decodePayload, encodePayload } from './payload-codec.js';

interface Good {
  readonly name: string;
  readonly hex: string;
  /** The decoded value; bytes are written as {hex}. */
  readonly value: unknown;
  readonly needsNewer?: boolean;
  /** False where the bytes hold what only a newer version can write. */
  readonly sameAgain?: boolean;
}

interface Malformed {
  readonly name: string;
  readonly hex: string;
  readonly code: string;
  readonly kind?: number;
}

const frames = vectorsOf('frames');
const payloads = vectorsOf('payloads');

describe('frame vectors', () => {
  it.each(frames.good)('$name reads and writes as recorded', ({ hex, value }) => {
    const decoded = decodeFrame(bytes(hex));
    if (!decoded.ok) throw decoded.error;
    expect(plain(decoded.value)).toEqual(value);
    expect(toHex(encodeFrame(decoded.value))).toBe(hex);
  });

  it.each(frames.malformed)('$name is refused', ({ hex, code, kind }) => {
    const decoded = decodeFrame(bytes(hex));
    expect(decoded).toMatchObject({ ok: false, error: { code, params: { kind } } });
  });
});

describe('payload vectors', () => {
  it.each(payloads.good)('$name reads and writes as recorded', ({ hex, value, needsNewer, sameAgain }) => {
    const decoded = decodePayload(bytes(hex));
    if (!decoded.ok) throw decoded.error;
    expect(plain(decoded.value.payload)).toEqual(value);
    expect(decoded.value.needsNewer).toBe(needsNewer);
    expect(toHex(encodePayload(decoded.value.payload)) === hex).toBe(sameAgain);
  });

  it.each(payloads.malformed)('$name is refused', ({ hex, code }) => {
    expect(decodePayload(bytes(hex))).toMatchObject({ ok: false, error: { code } });
  });
});

function vectorsOf(name: string): {
  readonly good: readonly Good[];
  readonly malformed: readonly Malformed[];
} {
  const path = new URL(`../../../src/protocol/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof vectorsOf>;
}

function bytes(hex: string): Bytes {
  const value = fromHex(hex);
  if (!value) throw new Error('not hexadecimal');
  return value;
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { hex: toHex(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
