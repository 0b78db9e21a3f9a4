// What may be said of every parser, and how a broken promise shows.

import { isDeepStrictEqual } from 'node:util';
import { type Bytes, fromUtf8 } from '../../src/base/bytes.js';
import type { Result } from '../../src/base/result.js';

/** Throws when a promise is broken; what is refused is fine. */
export type Target = (input: Bytes) => void;

/** What is read is the same when it is written and read again. */
export function meansTheSame<Value>(
  input: Bytes,
  decode: (bytes: Bytes) => Result<Value, unknown>,
  encode: (value: Value) => Bytes,
): void {
  const decoded = decode(input);
  if (!decoded.ok) return;
  const again = decode(encode(decoded.value));
  same(decoded.value, again.ok && again.value);
}

export function textOf(input: Bytes): string | undefined {
  return fromUtf8(input);
}

export function same(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) throw new Error('it does not mean the same when read again');
}

export function holds(isTrue: boolean): void {
  if (!isTrue) throw new Error('a promise of the parser is broken');
}

/** Undefined when it is none. */
export function jsonOf(input: Bytes): unknown {
  try {
    return JSON.parse(textOf(input) ?? '') as unknown;
  } catch {
    return undefined;
  }
}
