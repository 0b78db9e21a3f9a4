import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes, toHex } from '../base/bytes.js';
import type { NodeId, RequestId } from '../base/ids.js';
import { type AddressedBundle, decodeAddressedBundle, encodeAddressedBundle } from './bundle-codec.js';
import { type PublicRecord, decodeRecord, encodeRecord } from './record-codec.js';
import {
  type ContactRequest,
  decodeContactRequest,
  encodeContactRequest,
  replacesBody,
} from './request-codec.js';
import { decodeSigned, encodeSigned } from './signed-codec.js';

const ALICE = '0a'.repeat(32) as NodeId;
const BOB = '0b'.repeat(32) as NodeId;
const CAROL = '0c'.repeat(32) as NodeId;

const BUNDLE: AddressedBundle = {
  registrationId: 16_380,
  device: 1,
  preKeyId: 1,
  preKey: new Uint8Array(33).fill(1),
  signedPreKeyId: 2 ** 24 - 2,
  signedPreKey: new Uint8Array(33).fill(2),
  signedPreKeySignature: new Uint8Array(64).fill(3),
  kyberPreKeyId: 3,
  kyberPreKey: new Uint8Array(1_569).fill(4),
  kyberPreKeySignature: new Uint8Array(64).fill(5),
};

const REQUEST: ContactRequest = {
  requestId: '0d'.repeat(16) as RequestId,
  sender: ALICE,
  recipient: BOB,
  name: 'Alice',
  note: 'We met at the lake.',
  record: { body: new Uint8Array(900).fill(1), signature: new Uint8Array(64).fill(2) },
  bundle: encodeAddressedBundle(BUNDLE),
  replaces: { oldNodeId: CAROL, signature: new Uint8Array(64).fill(6) },
};

const RECORD: PublicRecord = {
  nodeId: ALICE,
  addresses: [
    { host: 'alice.example', port: 443, tlsKeyHash: new Uint8Array(32).fill(7) },
    { host: '2001:db8::1', port: 65_535, tlsKeyHash: null },
  ],
  versions: { min: 1, max: 1 },
  sequence: 1_767_225_600_000,
};

describe('contact requests', () => {
  it.each([
    ['with everything', REQUEST],
    ['with nothing optional', { ...REQUEST, name: '', note: '', record: null, replaces: null }],
    ['whose old key is lost', { ...REQUEST, replaces: { oldNodeId: CAROL, signature: null } }],
    [
      'with the longest name and note',
      { ...REQUEST, name: '👋'.repeat(64), note: '👋'.repeat(500), record: null },
    ],
  ])('%s read back', (_, request) => {
    expect(decodeContactRequest(sign(encodeContactRequest(request)))).toEqual({ ok: true, value: request });
  });

  it.each<[string, Partial<ContactRequest>]>([
    ['a name of 65 code points', { name: 'a'.repeat(65) }],
    ['a note of 501 code points', { note: 'a'.repeat(501) }],
    ['NUL in the name', { name: 'a\0b' }],
    ['NUL in the note', { note: '\0' }],
    ['a short request id', { requestId: '0d' as RequestId }],
    ['a sender that is no key', { sender: '00'.repeat(32) as NodeId }],
    ['a recipient that is no key', { recipient: '00'.repeat(32) as NodeId }],
    ['a record above 1 KiB', { record: { body: new Uint8Array(956), signature: new Uint8Array(64) } }],
    ['a predecessor that is no key', { replaces: { oldNodeId: '00' as NodeId, signature: null } }],
    ['a short countersignature', { replaces: { oldNodeId: CAROL, signature: new Uint8Array(63) } }],
    ['a bundle of nothing', { bundle: new Uint8Array(0) }],
  ])('with %s are refused', (_, change) => {
    const signed = sign(encodeContactRequest({ ...REQUEST, ...change }));
    expect(decodeContactRequest(signed)).toMatchObject({ ok: false, error: { code: 'FRAME_MALFORMED' } });
  });

  it('with half a surrogate pair in the name are refused', () => {
    const hex = toHex(encodeContactRequest({ ...REQUEST, name: 'abc' })).replace('2203616263', '2203eda080');
    expect(decodeContactRequest(sign(Uint8Array.from(Buffer.from(hex, 'hex'))))).toMatchObject({
      error: { code: 'FRAME_MALFORMED' },
    });
  });

  it('with an unknown field are refused as of a newer version', () => {
    const body = concatBytes(encodeContactRequest(REQUEST), Uint8Array.of(0x78, 1));
    expect(decodeContactRequest(sign(body))).toMatchObject({ error: { code: 'FRAME_UNSUPPORTED' } });
  });

  it('above 6 KiB are refused for their size, whatever a newer version may have put in', () => {
    const field = (length: number) =>
      concatBytes(Uint8Array.of(0x7a, (length & 0x7f) | 0x80, length >> 7), new Uint8Array(length));
    const request = encodeContactRequest(REQUEST);
    const room = 6_144 - encodeSigned(sign(request)).length - 3;
    const inside = sign(concatBytes(request, field(room)));
    expect(encodeSigned(inside).length).toBe(6_144);
    expect(decodeContactRequest(inside)).toMatchObject({ error: { code: 'FRAME_UNSUPPORTED' } });
    const above = sign(concatBytes(request, field(room + 1)));
    expect(decodeContactRequest(above)).toMatchObject({ error: { code: 'FRAME_MALFORMED' } });
  });

  it('bind a countersignature to the old key, the new key and the recipient, in this order', () => {
    expect(toHex(replacesBody(CAROL, ALICE, BOB))).toBe(CAROL + ALICE + BOB);
  });
});

describe('addressed bundles', () => {
  it('read back', () => {
    expect(decodeAddressedBundle(encodeAddressedBundle(BUNDLE))).toEqual({ ok: true, value: BUNDLE });
  });

  it.each<[string, Partial<AddressedBundle>]>([
    ['registration id 0', { registrationId: 0 }],
    ['registration id 16381', { registrationId: 16_381 }],
    ['device 0', { device: 0 }],
    ['device 128', { device: 128 }],
    ['pre-key id 0', { preKeyId: 0 }],
    ['signed pre-key id 2^24 - 1', { signedPreKeyId: 2 ** 24 - 1 }],
    ['kyber pre-key id 0', { kyberPreKeyId: 0 }],
    ['a pre-key of 32 bytes', { preKey: new Uint8Array(32) }],
    ['a signed pre-key of 34 bytes', { signedPreKey: new Uint8Array(34) }],
    ['a signature of 63 bytes', { signedPreKeySignature: new Uint8Array(63) }],
    ['a kyber key of 1568 bytes', { kyberPreKey: new Uint8Array(1_568) }],
    ['a kyber signature of 65 bytes', { kyberPreKeySignature: new Uint8Array(65) }],
  ])('with %s are refused', (_, change) => {
    const bytes = encodeAddressedBundle({ ...BUNDLE, ...change });
    expect(decodeAddressedBundle(bytes)).toMatchObject({ ok: false, error: { code: 'FRAME_MALFORMED' } });
  });
});

describe('public records', () => {
  it('read back', () => {
    expect(decodeRecord(sign(encodeRecord(RECORD)))).toEqual({ ok: true, value: RECORD });
  });

  it('hold 8 addresses and not one more', () => {
    const addresses = Array.from({ length: 9 }, (_, index) => ({
      host: 'a',
      port: index + 1,
      tlsKeyHash: null,
    }));
    expect(decodeRecord(sign(encodeRecord({ ...RECORD, addresses: addresses.slice(0, 8) }))).ok).toBe(true);
    expect(decodeRecord(sign(encodeRecord({ ...RECORD, addresses }))).ok).toBe(false);
  });

  it.each([
    ['no host', { host: '' }],
    ['a host of 254 bytes', { host: 'a'.repeat(254) }],
    ['a URL as host', { host: 'a/b' }],
    ['a line break in the host', { host: 'a\n' }],
    ['port 0', { port: 0 }],
    ['port 65536', { port: 65_536 }],
    ['a short key hash', { tlsKeyHash: new Uint8Array(31) }],
  ])('with %s are refused', (_, change) => {
    const address = { host: 'a', port: 443, tlsKeyHash: null, ...change };
    const signed = sign(encodeRecord({ ...RECORD, addresses: [address] }));
    expect(decodeRecord(signed)).toMatchObject({ ok: false, error: { code: 'FRAME_MALFORMED' } });
  });

  it('are at most 1 KiB with their signature', () => {
    const host = 'a'.repeat(100);
    const addresses = Array.from({ length: 8 }, (_, at) => ({
      host,
      port: at + 1,
      tlsKeyHash: new Uint8Array(32),
    }));
    expect(decodeRecord(sign(encodeRecord({ ...RECORD, addresses: addresses.slice(0, 6) }))).ok).toBe(true);
    expect(decodeRecord(sign(encodeRecord({ ...RECORD, addresses }))).ok).toBe(false);
  });

  it('without versions are refused', () => {
    expect(decodeRecord(sign(encodeRecord({ ...RECORD, versions: { min: 0, max: 0 } }))).ok).toBe(false);
  });
});

describe('signed things', () => {
  it('keep the received bytes', () => {
    const signed = sign(Uint8Array.of(1, 2, 3));
    expect(decodeSigned(encodeSigned(signed))).toEqual({ ok: true, value: signed });
  });

  it.each([
    ['a body', { body: new Uint8Array(0), signature: new Uint8Array(64) }],
    ['a whole signature', { body: Uint8Array.of(1), signature: new Uint8Array(63) }],
  ])('without %s are refused', (_, signed) => {
    expect(decodeSigned(encodeSigned(signed))).toMatchObject({ error: { code: 'FRAME_MALFORMED' } });
  });
});

function sign(body: Bytes) {
  return { body, signature: new Uint8Array(64).fill(9) };
}
