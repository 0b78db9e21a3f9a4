import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyBytes, toHex } from '../base/bytes.js';
import type { ConversationId, MessageId, NodeId } from '../base/ids.js';
import type { Content } from './content-codec.js';
import { type Payload, decodePayload, encodePayload } from './payload-codec.js';

const HEADER = {
  sender: '01'.repeat(32) as NodeId,
  recipient: '02'.repeat(32) as NodeId,
  conversation: '03'.repeat(32) as ConversationId,
  messageId: '04'.repeat(16) as MessageId,
  authorSeq: 1,
  prevHash: null,
  lamport: 1,
  heads: [],
  sentAt: 0,
} satisfies Omit<Payload, 'content'>;

describe('payloads', () => {
  it('read back as they were written', () => {
    fc.assert(
      fc.property(anyPayload(), (payload) => {
        const decoded = decodePayload(encodePayload(payload));
        const needsNewer = payload.content.kind === 'unknown';
        expect(decoded).toEqual({ ok: true, value: { payload, needsNewer } });
      }),
    );
  });

  it('never throw on random bytes or random content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 13 }), (bytes, number) => {
        decodePayload(bytes);
        const content: Content = { kind: 'unknown', number, content: copyBytes(bytes) };
        const decoded = decodePayload(encodePayload({ ...HEADER, content }));
        if (!decoded.ok) expect(decoded.error.code).toBe('PAYLOAD_REFUSED');
      }),
    );
  });

  it('hold a text of 32,768 bytes and not one more', () => {
    expect(decodePayload(text('a'.repeat(32_768))).ok).toBe(true);
    expect(decodePayload(text('ё'.repeat(16_384))).ok).toBe(true);
    expect(decodePayload(text('a'.repeat(32_769))).ok).toBe(false);
    expect(decodePayload(text('ё'.repeat(16_384) + 'a')).ok).toBe(false);
  });

  it('hold a name of 64 code points, however many bytes those take', () => {
    const profile = (name: string) =>
      encodePayload({ ...HEADER, content: { kind: 'profile', name, record: null } });
    expect(decodePayload(profile('\u{1F44B}'.repeat(64))).ok).toBe(true);
    expect(decodePayload(profile('\u{1F44B}'.repeat(65))).ok).toBe(false);
  });

  it('hold a record of 1 KiB and not one more byte', () => {
    const profile = (length: number) => {
      const record = { body: new Uint8Array(length), signature: new Uint8Array(64) };
      return encodePayload({ ...HEADER, content: { kind: 'profile', name: '', record } });
    };
    expect(decodePayload(profile(1_024 - 69)).ok).toBe(true);
    expect(decodePayload(profile(1_024 - 68)).ok).toBe(false);
  });

  it('are never too long to come back as recovered', () => {
    // A longer content takes two more bytes to say its length.
    const overhead = unknown(1).length - 1 + 2;
    const longest = unknown(48_640 - overhead);
    expect(longest.length).toBe(48_640);
    expect(decodePayload(longest).ok).toBe(true);
    const recovered = encodePayload({ ...HEADER, content: { kind: 'recovered', payload: longest } });
    expect(decodePayload(recovered).ok).toBe(true);
    expect(() => unknown(48_640 - overhead + 1)).toThrow(RangeError);
  });

  it('above their length are refused although nothing else is wrong', () => {
    const bytes = unknown(40_000);
    const longer = new Uint8Array(48_641);
    longer.set(bytes);
    // An unknown field 15 of the remaining length.
    const rest = longer.length - bytes.length - 4;
    longer.set([0x7a, (rest & 0x7f) | 0x80, ((rest >> 7) & 0x7f) | 0x80, rest >> 14], bytes.length);
    expect(decodePayload(longer.subarray(0, bytes.length)).ok).toBe(true);
    expect(decodePayload(longer)).toMatchObject({ ok: false, error: { code: 'PAYLOAD_REFUSED' } });
  });
});

function text(value: string): Uint8Array {
  return encodePayload({ ...HEADER, content: { kind: 'text', text: value } });
}

function unknown(length: number) {
  const content = { kind: 'unknown' as const, number: 99, content: new Uint8Array(length) };
  return encodePayload({ ...HEADER, content });
}

function anyPayload(): fc.Arbitrary<Payload> {
  const number = fc.maxSafeNat();
  const messageId = anyBytes(16, 16).map((bytes) => toHex(bytes) as MessageId);
  const clean = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .filter((value) => !value.includes('\0') && Array.from(value).length <= 64);
  const record = fc.record({ body: anyBytes(1, 100), signature: anyBytes(64, 64) });
  const content: fc.Arbitrary<Content> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: clean.map((value) => `${value}.`) }),
    fc.record({ kind: fc.constant('profile' as const), name: clean, record: fc.option(record) }),
    fc.record({
      kind: fc.constant('readReceipt' as const),
      messageIds: fc.array(messageId, { minLength: 1, maxLength: 256 }),
    }),
    fc.constant<Content>({ kind: 'withdrawn' }),
    fc.record({ kind: fc.constant('recovered' as const), payload: anyBytes(1, 100) }),
    fc.record({
      kind: fc.constant('unknown' as const),
      number: fc.integer({ min: 13, max: 2 ** 32 - 1 }),
      content: anyBytes(0, 100),
    }),
  );
  return fc
    .record({
      authorSeq: number,
      prevHash: fc.option(anyBytes(32, 32)),
      lamport: number,
      heads: fc.array(messageId, { maxLength: 8 }),
      sentAt: number,
      content,
    })
    .map((rest) => ({ ...HEADER, ...rest }));
}

function anyBytes(minLength: number, maxLength: number) {
  return fc.uint8Array({ minLength, maxLength }).map((bytes) => copyBytes(bytes));
}
