// Byte arrays and the one place where text becomes bytes and back.

/** A byte array that owns its memory (never a SharedArrayBuffer), as the native libraries demand. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A byte array in memory that two threads see. */
export type SharedBytes = Uint8Array<SharedArrayBuffer>;

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: true; ignoreBOM: true });
  decode(bytes: Uint8Array): string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 of `text`. Lone surrogates become U+FFFD; check with `isWellFormedText` before where that matters. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Text of valid UTF-8, or undefined. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** An owned copy: decoded protobuf fields share the input buffer and must be copied before they are kept. */
export function copyBytes(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Equality of public values. For secrets use the constant-time comparison of the crypto adapter. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Lexicographic order of unsigned bytes: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const HEX_DIGITS = '0123456789abcdef';
// Every message turns a dozen ids into bytes and back: tables make that ten times as fast.
const HEX_OF_BYTE = Array.from(
  { length: 256 },
  (_, byte) => HEX_DIGITS.charAt(byte >> 4) + HEX_DIGITS.charAt(byte & 15),
);
const NO_DIGIT = 255;
/** The value of a digit by its character code. */
const VALUE_OF_DIGIT = new Uint8Array(128).fill(NO_DIGIT);
for (let value = 0; value < HEX_DIGITS.length; value++) {
  VALUE_OF_DIGIT[HEX_DIGITS.charCodeAt(value)] = value;
  VALUE_OF_DIGIT[HEX_DIGITS.toUpperCase().charCodeAt(value)] = value;
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX_OF_BYTE[byte] ?? '';
  return text;
}

/** Bytes of an even-length hexadecimal text, or undefined. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = digitAt(text, 2 * index);
    const low = digitAt(text, 2 * index + 1);
    if (high === NO_DIGIT || low === NO_DIGIT) return undefined;
    bytes[index] = (high << 4) | low;
  }
  return bytes;
}

function digitAt(text: string, index: number): number {
  return VALUE_OF_DIGIT[text.charCodeAt(index)] ?? NO_DIGIT;
}
