// Inputs as long as they may be that are the same all along: what a parser must not take longer and longer for.

import { type Bytes, concatBytes, utf8 } from '../../src/base/bytes.js';

/** What stands in texts of the formats. */
export const WORDS = [
  'kith://',
  'add/',
  '?id=',
  ':8443',
  '[::1]',
  '"',
  '\\u0000',
  '{}',
  '[Network]',
  'port = ',
  '\n',
  '…',
  '\ud800',
].map(utf8);

/** What a pattern or a nested format may go back over again and again. */
const UNITS: readonly Bytes[] = [
  ...WORDS,
  ...[0x00, 0x08, 0x0a, 0x12, 0x7a, 0x80, 0xff].map((byte) => Uint8Array.of(byte)),
  ...Array.from(" \t\ra0.,:;/\\@-_*~|`>#&%=+([{<'!").map(utf8),
  ...[
    '\r\n',
    'a: b\r\n',
    'a\n',
    '{"a":',
    '[[',
    '],',
    '1,',
    ' a',
    'a ',
    'a.',
    'a@',
    'a@a.',
    '..',
    '/..',
    '%2e',
  ].map(utf8),
  ...[
    'http://',
    '||http://',
    'http://*',
    'mailto:a@',
    'kith://add/',
    '**a',
    '*a_',
    '||a',
    '`` `',
    '> ',
    '```\n',
    '~~a',
  ].map(utf8),
  ...[
    '\u0301',
    'ё',
    'e\u0301\u0302\u0303',
    '\u{1f468}\u200d',
    '\u202e',
    '\u00a0',
    'bytes=0-',
    'con.',
    '--a=b\n',
  ].map(utf8),
];

/** Each unit alone, and with an honest input before it, behind it and around it. */
export function* hostileShapes(longestBytes: number, honest: readonly Bytes[]): Generator<Bytes> {
  const nothing = new Uint8Array(0);
  for (const input of [nothing, ...honest]) {
    const frames =
      input.length === 0 ? [[nothing, nothing]] : [[input, nothing], [nothing, input], halves(input)];
    for (const unit of UNITS) {
      for (const [before = nothing, behind = nothing] of frames) {
        const room = longestBytes - before.length - behind.length;
        if (room > 0) yield concatBytes(before, repeated(unit, room), behind);
      }
    }
  }
}

export function repeated(unit: Bytes, length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += Math.max(1, unit.length)) bytes.set(unit.subarray(0, length - at), at);
  return bytes;
}

function halves(input: Bytes): [Bytes, Bytes] {
  const middle = input.length >> 1;
  return [input.subarray(0, middle), input.subarray(middle)];
}
