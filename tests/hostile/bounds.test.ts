// SECURITY A-43: every bound of the wire holds on a whole node: one beyond it is refused, and costs nothing but a refusal.

import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../src/base/bytes.js';
import { idBytes } from '../../src/base/ids.js';
import * as wire from '../../src/protocol/generated/kith_pb.js';
import { encodeHello } from '../../src/protocol/handshake-codec.js';
import { LIMITS } from '../../src/protocol/limits.js';
import { type HostileContact, victimId } from '../../src/testing/hostile/hostile-contact.js';
import { Scene, textsOf } from './scene.js';

const NONE = new Uint8Array(0);
const bytes = (length: number): Bytes => new Uint8Array(length).fill(7);
const HUGE = 2n ** 64n - 1n;
const SAFE = 2n ** 53n;

const frame = (body: wire.Frame['body']): Bytes =>
  toBinary(wire.FrameSchema, create(wire.FrameSchema, { body }));
const envelope = (streamSeq: bigint, type: number, ciphertext: Bytes): Bytes => {
  // Numbers without a name are part of the test.
  const value = Object.assign(create(wire.EnvelopeSchema, { streamSeq, ciphertext }), { type });
  return frame({ case: 'envelope', value });
};
const marks = (changes: MessageInitShape<typeof wire.MarksSchema>): Bytes => {
  const value = { incarnation: bytes(16), sent: 1n, received: 1n, receivedHash: bytes(32), ...changes };
  return frame({ case: 'marks', value: create(wire.MarksSchema, value) });
};
const request = (body: Bytes, signature: Bytes): Bytes =>
  frame({ case: 'contactRequest', value: create(wire.SignedSchema, { body, signature }) });
const bundle = (changes: MessageInitShape<typeof wire.AddressedBundleSchema>): Bytes => {
  const keys = { preKey: bytes(33), signedPreKey: bytes(33), kyberPreKey: bytes(1_569) };
  const signatures = { signedPreKeySignature: bytes(64), kyberPreKeySignature: bytes(64) };
  const value = create(wire.AddressedBundleSchema, { device: 1, ...keys, ...signatures, ...changes });
  return frame({ case: 'sessionRenewal', value: create(wire.SessionRenewalSchema, { bundle: value }) });
};
/** Groups in groups (wire type 3), field 1. */
const nested = (depth: number): Bytes => new Uint8Array(2 * depth).fill(0x0b).fill(0x0c, depth);

/** What is refused, why, and as which kind. */
const FRAMES: readonly (readonly [string, Bytes, 'malformed' | 'unsupported', number])[] = [
  ['no bytes', NONE, 'malformed', 0],
  ['a kind nobody knows', Uint8Array.of(0xfa, 0x05, 0), 'unsupported', 95],
  ['a kind beyond all kinds', Uint8Array.of(0x82, 0x0c, 0), 'unsupported', 0],
  ['a field nobody knows', Uint8Array.of(0x0a, 2, 0x10, 1), 'unsupported', 1],
  ['groups nested too deep', nested(LIMITS.nestingDepth + 1), 'malformed', 1],
  ['a length of 2^63', Uint8Array.of(0x0a, ...new Uint8Array(9).fill(0xff), 1), 'malformed', 1],
  [
    'a nonce of 2^53',
    frame({ case: 'ping', value: create(wire.PingSchema, { nonce: SAFE }) }),
    'malformed',
    1,
  ],
  ['two frames in one', Uint8Array.of(0x0a, 2, 8, 1, 0x0a, 2, 8, 1), 'malformed', 1],
  ['a longer varint than needed', Uint8Array.of(0x0a, 3, 8, 0x81, 0), 'malformed', 1],
  ['a reason of zero', Uint8Array.of(0x1a, 0), 'malformed', 3],
  [
    'an acknowledgement of nothing',
    frame({ case: 'ack', value: create(wire.AckSchema, {}) }),
    'malformed',
    6,
  ],
  [
    'an acknowledgement of 2^64 - 1',
    frame({ case: 'ack', value: create(wire.AckSchema, { streamSeq: HUGE }) }),
    'malformed',
    6,
  ],
  ['marks without an incarnation', marks({ incarnation: NONE }), 'malformed', 5],
  ['a short incarnation', marks({ incarnation: bytes(15) }), 'malformed', 5],
  ['a long incarnation of ours', marks({ peerIncarnation: bytes(17) }), 'malformed', 5],
  ['a hash of nothing', marks({ received: 0n }), 'malformed', 5],
  ['a number without its hash', marks({ receivedHash: NONE }), 'malformed', 5],
  ['a short hash', marks({ receivedHash: bytes(31) }), 'malformed', 5],
  ['a hash of nothing held', marks({ heldHash: bytes(32) }), 'malformed', 5],
  ['none missing of more than is held', marks({ held: 1n, whole: 2n }), 'malformed', 5],
  ['a lamport of 2^53', marks({ lamport: SAFE }), 'malformed', 5],
  ['envelope number zero', envelope(0n, 2, bytes(1)), 'malformed', 64],
  ['envelope number 2^53', envelope(SAFE, 2, bytes(1)), 'malformed', 64],
  ['an envelope without type', envelope(1n, 0, bytes(1)), 'malformed', 64],
  ['an envelope of a newer type', envelope(1n, 3, bytes(1)), 'unsupported', 64],
  ['an empty envelope', envelope(1n, 2, NONE), 'malformed', 64],
  [
    'an envelope that is too long',
    envelope(1n, 2, bytes(LIMITS.envelopeCiphertextBytes + 1)),
    'malformed',
    64,
  ],
  ['a request without body', request(NONE, bytes(64)), 'malformed', 7],
  ['a short signature', request(bytes(9), bytes(63)), 'malformed', 7],
  ['a request that is too long', request(bytes(LIMITS.requestBytes), bytes(64)), 'malformed', 7],
  ['a request id of 15 bytes', Uint8Array.of(0x42, 17, 0x0a, 15, ...bytes(15)), 'malformed', 8],
  ['a renewal without pre-keys', Uint8Array.of(0x4a, 0), 'malformed', 9],
  ['a pre-key of 32 bytes', bundle({ preKey: bytes(32) }), 'malformed', 9],
  ['a Kyber key of 1,568 bytes', bundle({ kyberPreKey: bytes(1_568) }), 'malformed', 9],
];

describe('A-43: the bounds of the wire', () => {
  let scene: Scene;
  let mallory: HostileContact;

  beforeAll(async () => {
    scene = await Scene.open();
    mallory = await scene.contact();
  });
  beforeEach(async () => {
    await mallory.reopen();
  });
  afterAll(() => scene.close());

  describe('of a frame', () => {
    it.each(FRAMES)('refuse %s, and the link goes on', async (_what, plaintext, reason, refusedKind) => {
      mallory.link.sendPlaintext(plaintext);
      expect(await mallory.link.isServed()).toBe(true);
      const refused = mallory.link.heard.filter(({ kind }) => kind === 'refused');
      expect(refused).toEqual([{ kind: 'refused', reason, refusedKind }]);
    });

    it('let the longest envelope through', async () => {
      mallory.link.sendPlaintext(envelope(99n, 2, bytes(LIMITS.envelopeCiphertextBytes)));
      expect(await mallory.link.ended).toBe('stream');
    });

    it('end the link at a message above 65,535 bytes', async () => {
      mallory.link.socket.send(bytes(LIMITS.noiseMessageBytes + 1));
      expect(await mallory.link.ended).toBe('cut');
    });
  });

  describe('of a request', () => {
    const changes: [string, Partial<wire.ContactRequest>][] = [
      ['a name of 65 letters', { name: 'x'.repeat(LIMITS.nameCodePoints + 1) }],
      ['a name with a NUL', { name: 'a\0b' }],
      ['a note of 501 letters', { note: 'x'.repeat(LIMITS.noteCodePoints + 1) }],
      ['a short id', { requestId: bytes(15) }],
      ['a recipient of low order', { recipient: new Uint8Array(32) }],
      ['a record that is too long', { record: signedRecord(LIMITS.recordBytes) }],
    ];
    it.each(changes)('refuse %s', async (_what, change) => {
      const { peer, link } = mallory;
      const honest = await peer.request(victimId(scene.alice));
      if (honest.kind !== 'contactRequest') throw new Error('not a request');
      const message = Object.assign(fromBinary(wire.ContactRequestSchema, honest.signed.body), change);
      const signed = peer.signed('request', toBinary(wire.ContactRequestSchema, message));
      link.sendPlaintext(request(signed.body, signed.signature));
      expect(await link.frame('refused')).toMatchObject({ reason: 'malformed', refusedKind: 7 });
    });
  });

  describe('of a handshake', () => {
    const record = (changes: object) => {
      const { peer } = mallory;
      const value = create(wire.PublicRecordSchema, {
        nodeId: idBytes(peer.nodeId),
        versions: { min: 1, max: 1 },
        sequence: 1n,
        ...changes,
      });
      return peer.signed('record', toBinary(wire.PublicRecordSchema, value));
    };
    const address = { host: 'a.example', port: 443 };
    it.each([
      ['nine addresses', () => record({ addresses: new Array(9).fill(address) })],
      ['port 65,536', () => record({ addresses: [{ ...address, port: 65_536 }] })],
      ['a host with a line break', () => record({ addresses: [{ ...address, host: 'a\nb' }] })],
      ['a host of 254 bytes', () => record({ addresses: [{ ...address, host: 'a'.repeat(254) }] })],
      ['versions from 0', () => record({ versions: { min: 0, max: 1 } })],
      ['versions that end before they begin', () => record({ versions: { min: 2, max: 1 } })],
      ['a sequence of 2^53', () => record({ sequence: SAFE })],
    ])('let nobody in whose record has %s', async (_what, made) => {
      const { peer } = mallory;
      const link = await peer.dial(scene.alice.address, {
        credentials: peer.credentials({ record: made() }),
      });
      expect(await link.ended).toBe('cut');
    });

    it('end it at a message 1 above 256 and a message 3 above 2,048 bytes', async () => {
      const { peer } = mallory;
      const hello = new Uint8Array([...encodeHello({ min: 1, max: 1 }), ...bytes(LIMITS.helloMessageBytes)]);
      await expect(peer.dial(scene.alice.address, { hello })).rejects.toThrow('ended');
      const credentials = new Uint8Array([...peer.credentials(), ...bytes(LIMITS.credentialsMessageBytes)]);
      const link = await peer.dial(scene.alice.address, { credentials });
      expect(await link.ended).toBe('cut');
    });
  });

  it('of a payload: what is beyond is taken off the stream and shown nowhere', async () => {
    const { peer, node, conversation } = mallory;
    const payload = (
      changes: MessageInitShape<typeof wire.PayloadSchema>,
      content: Bytes = text('beyond'),
    ): Bytes =>
      toBinary(
        wire.PayloadSchema,
        create(wire.PayloadSchema, {
          sender: idBytes(peer.nodeId),
          recipient: idBytes(node),
          conversation: idBytes(conversation),
          messageId: bytes(16),
          authorSeq: 1n,
          lamport: 1n,
          kind: 1,
          content,
          ...changes,
        }),
      );
    const beyond = [
      NONE,
      payload({ kind: 0 }),
      payload({ messageId: bytes(15) }),
      payload({ sender: new Uint8Array(32) }),
      payload({ conversation: bytes(31) }),
      payload({ authorSeq: SAFE }),
      payload({ authorSeq: 0n }),
      payload({ prevHash: bytes(31) }),
      payload({ lamport: 1_000_100n }),
      payload({ heads: new Array<Bytes>(9).fill(bytes(16)) }),
      payload({ heads: [bytes(15)] }),
      payload({}, text('')),
      payload({}, text('a\0b')),
      payload({}, text('x'.repeat(LIMITS.textBytes + 1))),
      payload({ kind: 3 }, receipt(LIMITS.receiptIds + 1)),
      payload({ kind: 9 }, bytes(LIMITS.payloadBytes)),
    ];
    for (const bad of beyond) mallory.deliver(await mallory.seal(bad));
    const longest = 'x'.repeat(LIMITS.textBytes);
    mallory.deliver(await mallory.seal(payload({}, text(longest))));
    await mallory.link.settled();
    expect(textsOf(await scene.shown(mallory))).toEqual([`in: ${longest.slice(0, 2_048)}`]);
  });
});

function signedRecord(length: number): wire.Signed {
  return create(wire.SignedSchema, { body: bytes(length), signature: bytes(64) });
}

function text(value: string): Bytes {
  return toBinary(wire.TextSchema, create(wire.TextSchema, { text: value }));
}

function receipt(count: number): Bytes {
  const messageIds = Array.from({ length: count }, () => bytes(16));
  return toBinary(wire.ReadReceiptSchema, create(wire.ReadReceiptSchema, { messageIds }));
}
