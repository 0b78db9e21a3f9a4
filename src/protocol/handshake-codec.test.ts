import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes, copyBytes } from '../base/bytes.js';
import type { Incarnation, NodeId } from '../base/ids.js';
import {
  type Credentials,
  decodeCredentials,
  decodeHello,
  encodeCredentials,
  encodeHello,
} from './handshake-codec.js';
import { negotiate } from './version.js';

const MALFORMED = 'FRAME_MALFORMED';
const CREDENTIALS: Credentials = {
  nodeId: '01'.repeat(32) as NodeId,
  incarnation: '02'.repeat(16) as Incarnation,
  signature: new Uint8Array(64).fill(3),
  versions: { min: 1, max: 4 },
  record: null,
};

describe('hello', () => {
  it('reads back', () => {
    expect(decodeHello(encodeHello({ min: 1, max: 300 }))).toEqual({ ok: true, value: { min: 1, max: 300 } });
  });

  it.each([
    ['without a range', new Uint8Array(0), 'FRAME_MALFORMED'],
    ['of version 0', encodeHello({ min: 0, max: 1 }), 'FRAME_MALFORMED'],
    ['of an empty range', encodeHello({ min: 2, max: 1 }), 'FRAME_MALFORMED'],
    ['with an unknown field', withField(encodeHello({ min: 1, max: 1 })), 'FRAME_UNSUPPORTED'],
  ])('%s is refused', (_, bytes, code) => {
    expect(decodeHello(bytes)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('credentials', () => {
  it.each([
    ['without a record', CREDENTIALS],
    ['with a record of 1 KiB', { ...CREDENTIALS, record: signed(1_024 - 69) }],
  ])('%s read back and own their bytes', (_, credentials) => {
    const bytes = encodeCredentials(credentials);
    const decoded = decodeCredentials(bytes);
    bytes.fill(0);
    expect(decoded).toEqual({ ok: true, value: credentials });
  });

  it.each<[string, Bytes, string]>([
    [
      'with a short signature',
      encodeCredentials({ ...CREDENTIALS, signature: new Uint8Array(63) }),
      MALFORMED,
    ],
    ['of a short node id', encodeCredentials({ ...CREDENTIALS, nodeId: '01' as NodeId }), MALFORMED],
    [
      'of a key everybody knows',
      encodeCredentials({ ...CREDENTIALS, nodeId: '00'.repeat(32) as NodeId }),
      MALFORMED,
    ],
    [
      'of a short incarnation',
      encodeCredentials({ ...CREDENTIALS, incarnation: '02' as Incarnation }),
      MALFORMED,
    ],
    ['without versions', encodeCredentials({ ...CREDENTIALS, versions: { min: 0, max: 0 } }), MALFORMED],
    [
      'with a record above 1 KiB',
      encodeCredentials({ ...CREDENTIALS, record: signed(1_024 - 68) }),
      MALFORMED,
    ],
    ['with an unknown field', withField(encodeCredentials(CREDENTIALS)), 'FRAME_UNSUPPORTED'],
  ])('%s are refused', (_, bytes, code) => {
    expect(decodeCredentials(bytes)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('versions', () => {
  it('settle on the highest that both sides speak', () => {
    expect(negotiate({ min: 1, max: 3 }, { min: 2, max: 5 })).toBe(3);
    expect(negotiate({ min: 2, max: 5 }, { min: 1, max: 2 })).toBe(2);
    expect(negotiate({ min: 1, max: 1 }, { min: 2, max: 5 })).toBeUndefined();
    expect(negotiate({ min: 3, max: 4 }, { min: 1, max: 2 })).toBeUndefined();
  });
});

function signed(bodyBytes: number) {
  return { body: new Uint8Array(bodyBytes).fill(1), signature: new Uint8Array(64).fill(2) };
}

/** Appends field 15, a number. */
function withField(bytes: Uint8Array): Bytes {
  return copyBytes(concatBytes(bytes, Uint8Array.of(0x78, 1)));
}
