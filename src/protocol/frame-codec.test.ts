import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, copyBytes, toHex } from '../base/bytes.js';
import type { Incarnation, RequestId } from '../base/ids.js';
import { encodeAddressedBundle } from './bundle-codec.js';
import { type Frame, decodeFrame, encodeFrame } from './frame-codec.js';
import {
  CLOSE_REASONS,
  type CloseReason,
  type Presence,
  PRESENCES,
  REFUSAL_REASONS,
  type RefusalReason,
} from './registry.js';

const BUNDLE = encodeAddressedBundle({
  registrationId: 1,
  device: 1,
  preKeyId: 1,
  preKey: new Uint8Array(33),
  signedPreKeyId: 1,
  signedPreKey: new Uint8Array(33),
  signedPreKeySignature: new Uint8Array(64),
  kyberPreKeyId: 1,
  kyberPreKey: new Uint8Array(1_569),
  kyberPreKeySignature: new Uint8Array(64),
});

describe('frames', () => {
  it('read back as they were written', () => {
    fc.assert(
      fc.property(anyFrame(), (frame) => {
        const decoded = decodeFrame(encodeFrame(frame));
        expect(decoded).toEqual({ ok: true, value: frame });
      }),
    );
  });

  it('have one encoding only: what is read writes the same bytes, whatever was flipped', () => {
    fc.assert(
      fc.property(anyFrame(), fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, place, flip) => {
        const bytes = encodeFrame(frame);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const decoded = decodeFrame(bytes);
        if (decoded.ok) expect(toHex(encodeFrame(decoded.value))).toBe(toHex(bytes));
      }),
    );
  });

  it('never throw on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const decoded = decodeFrame(bytes);
        if (!decoded.ok) expect(decoded.error.code).toMatch(/^FRAME_(MALFORMED|UNSUPPORTED)$/);
      }),
    );
  });

  it('own their bytes', () => {
    const bytes = encodeFrame(envelope(Uint8Array.of(1, 2, 3)));
    const decoded = decodeFrame(bytes);
    bytes.fill(0);
    expect(decoded).toMatchObject({ value: { ciphertext: Uint8Array.of(1, 2, 3) } });
  });

  it('carry a ciphertext of 57,344 bytes and not one more', () => {
    expect(decodeFrame(encodeFrame(envelope(new Uint8Array(57_344)))).ok).toBe(true);
    expect(decodeFrame(encodeFrame(envelope(new Uint8Array(57_345))))).toMatchObject({
      error: { code: 'FRAME_MALFORMED', params: { kind: 64 } },
    });
  });

  it('are at most 65,519 bytes', () => {
    expect(() => encodeFrame(envelope(new Uint8Array(65_510)))).toThrow(RangeError);
    expect(decodeFrame(new Uint8Array(65_520))).toMatchObject({ error: { code: 'FRAME_MALFORMED' } });
  });

  it('carry a contact request of 6 KiB and not one more byte', () => {
    const request = (length: number): Frame => ({
      kind: 'contactRequest',
      signed: { body: new Uint8Array(length), signature: new Uint8Array(64) },
    });
    // 3 bytes of tag and length before the body, 2 before the signature.
    expect(decodeFrame(encodeFrame(request(6_144 - 69))).ok).toBe(true);
    expect(decodeFrame(encodeFrame(request(6_144 - 68)))).toMatchObject({ error: { params: { kind: 7 } } });
  });
});

function envelope(ciphertext: Bytes): Frame {
  return { kind: 'envelope', streamSeq: 1, type: 'whisper', ciphertext };
}

function anyFrame(): fc.Arbitrary<Frame> {
  const number = fc.maxSafeNat();
  const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  const incarnation = bytesOf(16).map((bytes) => toHex(bytes) as Incarnation);
  const hash = bytesOf(32);
  const marks = fc
    .record({
      incarnation,
      peerIncarnation: fc.option(incarnation),
      sent: number,
      received: fc.option(fc.tuple(positive, hash)),
      acked: number,
      authored: number,
      held: fc.option(fc.tuple(positive, fc.option(hash))),
      lamport: number,
      recovering: fc.boolean(),
      missing: fc.nat(),
    })
    .map(({ received, held, missing, ...rest }) => ({
      kind: 'marks' as const,
      ...rest,
      received: received?.[0] ?? 0,
      receivedHash: received?.[1] ?? null,
      held: held?.[0] ?? 0,
      heldHash: held?.[1] ?? null,
      whole: Math.max(0, (held?.[0] ?? 0) - missing),
    }));
  return fc.oneof(
    fc.record({ kind: fc.constantFrom('ping' as const, 'pong' as const), nonce: number }),
    fc.record({ kind: fc.constant('close' as const), reason: names<CloseReason>(CLOSE_REASONS) }),
    fc.record({
      kind: fc.constant('refused' as const),
      reason: names<RefusalReason>(REFUSAL_REASONS),
      refusedKind: fc.nat({ max: 191 }),
    }),
    marks,
    fc.record({ kind: fc.constant('ack' as const), streamSeq: positive }),
    fc.record({
      kind: fc.constant('envelopeRefused' as const),
      streamSeq: positive,
      hash: bytesOf(32),
      reason: names<RefusalReason>(REFUSAL_REASONS),
    }),
    anyActivity(),
    fc.record({
      kind: fc.constant('contactRequest' as const),
      signed: fc.record({ body: anyBytes(1, 200), signature: bytesOf(64) }),
    }),
    fc.record({
      kind: fc.constantFrom('requestWithdrawn' as const, 'requestForgotten' as const),
      requestId: bytesOf(16).map((bytes) => toHex(bytes) as RequestId),
    }),
    fc.constant<Frame>({ kind: 'sessionRenewal', bundle: BUNDLE }),
    fc.record({
      kind: fc.constant('envelope' as const),
      streamSeq: positive,
      type: fc.constantFrom('preKey' as const, 'whisper' as const),
      ciphertext: anyBytes(1, 300),
    }),
  );
}

function anyActivity(): fc.Arbitrary<Frame> {
  return fc
    .record({
      typing: fc.constantFrom(null, false, true),
      presence: fc.constantFrom(null, undefined, ...(Object.keys(PRESENCES) as Presence[])),
    })
    .map(({ typing, presence }) => ({
      kind: 'activity',
      tellsTyping: typing !== null,
      tellsPresence: presence !== null,
      typing: typing ?? false,
      presence: presence ?? null,
    }));
}

function names<Name extends string>(table: Readonly<Record<Name, number>>): fc.Arbitrary<Name> {
  return fc.constantFrom(...(Object.keys(table) as Name[]));
}

function bytesOf(length: number): fc.Arbitrary<Bytes> {
  return anyBytes(length, length);
}

function anyBytes(minLength: number, maxLength: number): fc.Arbitrary<Bytes> {
  return fc.uint8Array({ minLength, maxLength }).map((bytes) => copyBytes(bytes));
}
