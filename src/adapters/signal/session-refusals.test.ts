import {
  IdentityKeyPair,
  KEMPublicKey,
  PreKeyBundle,
  processPreKeyBundle,
  PublicKey,
} from '@signalapp/libsignal-client';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../../base/bytes.js';
import type { SealedMessage } from '../../core/ports/session-cipher.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import {
  type AddressedBundle,
  decodeAddressedBundle,
  encodeAddressedBundle,
} from '../../protocol/bundle-codec.js';
import { memoryStore } from '../../testing/memory-store/memory-store.js';
import {
  NOON,
  type SignalParty,
  acquaint,
  read,
  signalParty,
  startOnBundle,
  write,
} from '../../testing/signal-party.js';
import { CallbackFault } from './callback-fault.js';
import { LiveSessions } from './live-sessions.js';
import { peerOf, protocolAddress, publicKeyOf } from './protocol-address.js';
import { FARTHEST_JUMP } from './session-value.js';
import { Identities, Sessions } from './signal-stores.js';

describe('a message read again', () => {
  it('is a duplicate', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    const first = await write(alice, bob, 'hello');
    await read(bob, alice, first);
    expect(await read(bob, alice, first)).toBe('<duplicate>');
    await read(alice, bob, await write(bob, alice, 'hi'));
    const second = await write(alice, bob, 'again');
    await read(bob, alice, second);
    expect(await read(bob, alice, second)).toBe('<duplicate>');
  });
});

// PQXDH 4.2: without a session to recognise it, a first message must not open a second one.
describe('a first message that comes again after the session was lost', () => {
  const BACK = [
    { back: 'no key', preKey: false, kyber: false },
    { back: 'the one-time key', preKey: true, kyber: false },
    { back: 'the Kyber key', preKey: false, kyber: true },
    { back: 'both keys', preKey: true, kyber: true },
  ];

  for (const usesPreKey of [true, false]) {
    for (const { back, preKey, kyber } of BACK) {
      const kind = usesPreKey ? 'with a one-time key' : 'without a one-time key';
      it(`is refused when it was made ${kind} and ${back} came back`, async () => {
        expect(await replay({ usesPreKey, preKey, kyber })).toBe('<undecryptable>');
      });
    }
  }

  it('would be read if uses were not remembered', async () => {
    const forgetful = { ...memoryStore().connection.store.signal, markKyberUse: () => true };
    expect(await replay({ usesPreKey: false, preKey: false, kyber: true }, forgetful)).toBe('hello');
  });
});

describe('a pre-key', () => {
  it('made for Alice is refused to Carol', async () => {
    const [alice, bob, carol] = [signalParty(), signalParty(), signalParty()];
    const bundle = await bob.cipher.makeBundle(alice.nodeId, NOON);
    await carol.cipher.startSession(bob.nodeId, bundle, NOON);
    expect(await read(bob, carol, await write(carol, bob, 'hello'))).toBe('<undecryptable>');
    await alice.cipher.startSession(bob.nodeId, bundle, NOON);
    expect(await read(bob, alice, await write(alice, bob, 'hello'))).toBe('hello');
  });

  it('is not used up by a damaged message', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    const first = await write(alice, bob, 'hello');
    for (let from = first.ciphertext.length - 1; from > 0; from -= 97) {
      expect(await read(bob, alice, damaged(first, from))).toMatch(/^<(?:undecryptable|untrusted|jump)>$/);
    }
    expect(await read(bob, alice, first)).toBe('hello');
  });
});

describe('an identity', () => {
  it('that is not the pinned one is untrusted', async () => {
    const [alice, bob, mallory] = [signalParty(), signalParty(), signalParty()];
    await startOnBundle(mallory, bob);
    expect(await read(bob, alice, await write(mallory, bob, 'I am Alice'))).toBe('<untrusted>');
    expect(await bob.cipher.hasSession(alice.nodeId, NOON)).toBe(false);
  });

  it("cannot take another's bundle for its own", async () => {
    const [alice, bob, mallory] = [signalParty(), signalParty(), signalParty()];
    const bundle = await bob.cipher.makeBundle(mallory.nodeId, NOON);
    expect(await alice.cipher.startSession(mallory.nodeId, bundle, NOON)).toBe(false);
    expect(await alice.cipher.hasSession(mallory.nodeId, NOON)).toBe(false);
  });

  it('binds messages to one recipient', async () => {
    const [alice, bob, carol] = [signalParty(), signalParty(), signalParty()];
    await acquaint(alice, bob);
    await acquaint(alice, carol);
    expect(await read(carol, alice, await write(alice, bob, 'for Bob'))).toBe('<undecryptable>');
  });
});

describe('a bundle', () => {
  const changes: Record<string, (bundle: AddressedBundle) => AddressedBundle> = {
    'signed key': (bundle) => ({ ...bundle, signedPreKey: flipped(bundle.signedPreKey) }),
    'signature of the signed key': (bundle) => ({
      ...bundle,
      signedPreKeySignature: flipped(bundle.signedPreKeySignature),
    }),
    'Kyber key': (bundle) => ({ ...bundle, kyberPreKey: flipped(bundle.kyberPreKey) }),
    'signature of the Kyber key': (bundle) => ({
      ...bundle,
      kyberPreKeySignature: flipped(bundle.kyberPreKeySignature),
    }),
    'type of the one-time key': (bundle) => ({
      ...bundle,
      preKey: concatBytes(Uint8Array.of(7), bundle.preKey.slice(1)),
    }),
    device: (bundle) => ({ ...bundle, device: 2 }),
    'registration id': (bundle) => ({ ...bundle, registrationId: 16_381 }),
  };

  for (const [what, change] of Object.entries(changes)) {
    it(`with another ${what} starts nothing and leaves the session that is there`, async () => {
      const [alice, bob] = [signalParty(), signalParty()];
      await acquaint(alice, bob);
      const bundle = change(decoded(await bob.cipher.makeBundle(alice.nodeId, NOON)));
      const encoded = encodeAddressedBundle(bundle);
      expect(await alice.cipher.startSession(bob.nodeId, encoded, NOON)).toBe(false);
      expect(await read(bob, alice, await write(alice, bob, 'still here'))).toBe('still here');
    });
  }

  it('that is no bundle at all starts nothing', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    expect(await alice.cipher.startSession(bob.nodeId, new Uint8Array(40), NOON)).toBe(false);
  });
});

describe('bytes that are no message', () => {
  it('are undecryptable, whatever they claim to be', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    const { ciphertext } = await write(alice, bob, 'hello');
    expect(await read(bob, alice, { type: 'preKey', ciphertext })).toBe('<undecryptable>');
    for (const length of [0, 1, 40, 400]) {
      for (const type of ['preKey', 'whisper'] as const) {
        const junk = new Uint8Array(length).fill(0x44);
        expect(await read(bob, alice, { type, ciphertext: junk })).toBe('<undecryptable>');
      }
    }
    expect(await read(bob, alice, { type: 'whisper', ciphertext })).toBe('hello');
  });
});

describe('a counter', () => {
  it('may jump 2,000 ahead and no further', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    const kept: SealedMessage[] = [];
    for (let counter = 0; counter <= FARTHEST_JUMP + 1; counter++) {
      const message = await write(alice, bob, `${counter}`);
      if (counter >= FARTHEST_JUMP) kept.push(message);
    }
    const [farthest, tooFar] = kept;
    if (!farthest || !tooFar) throw new Error('two messages were kept');
    const before = sessionOf(bob, alice);
    expect(await read(bob, alice, tooFar)).toBe('<jump>');
    expect(sessionOf(bob, alice)).toEqual(before);
    // A wrong MAC would be found by decrypting: the refusal comes first.
    expect(await read(bob, alice, damaged(tooFar, tooFar.ciphertext.length - 1))).toBe('<jump>');
    expect(await read(bob, alice, farthest)).toBe(`${FARTHEST_JUMP}`);
    expect(await read(bob, alice, tooFar)).toBe(`${FARTHEST_JUMP + 1}`);
  });

  it('that jumped on several chains makes the session dear, which talking and renewing for years does not', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    for (let life = 0; life < 45; life++) {
      await alice.cipher.archiveSession(bob.nodeId);
      await bob.cipher.archiveSession(alice.nodeId);
      await acquaint(alice, bob);
    }
    expect(bob.cipher.isBurdened(alice.nodeId)).toBe(false);
    for (let chain = 0; chain < 5; chain++) {
      for (let counter = 0; counter < FARTHEST_JUMP; counter++) await write(alice, bob, '');
      await read(bob, alice, await write(alice, bob, 'far'));
      await read(alice, bob, await write(bob, alice, 'another chain'));
    }
    expect(bob.cipher.isBurdened(alice.nodeId)).toBe(true);
  }, 60_000);

  it('is measured in first messages too', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    for (let counter = 0; counter <= FARTHEST_JUMP; counter++) await write(alice, bob, '');
    const tooFar = await write(alice, bob, 'far');
    expect(tooFar.type).toBe('preKey');
    expect(await read(bob, alice, tooFar)).toBe('<jump>');
  });

  it('of a forged message does not move what is accepted', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    const before = sessionOf(bob, alice);
    const message = await write(alice, bob, 'hello');
    await read(bob, alice, damaged(message, message.ciphertext.length - 1));
    expect(sessionOf(bob, alice)).toEqual(before);
  });
});

interface ReplayCase {
  readonly usesPreKey: boolean;
  /** Which used keys are in the store again. */
  readonly preKey: boolean;
  readonly kyber: boolean;
}

async function replay(
  { usesPreKey, preKey, kyber }: ReplayCase,
  records: SignalRecords = memoryStore().connection.store.signal,
): Promise<string> {
  let isLost = false;
  const withoutSession = {
    ...records,
    session: (address: string) => (isLost ? undefined : records.session(address)),
  };
  const [alice, bob] = [signalParty(), signalParty(withoutSession)];
  const bundle = decoded(await bob.cipher.makeBundle(alice.nodeId, NOON));
  const kept = {
    preKey: present(records.preKey(bundle.preKeyId)),
    kyber: present(records.kyberPreKey(bundle.kyberPreKeyId)),
  };
  await startWith(alice, bob, bundle, usesPreKey);
  const first = await write(alice, bob, 'hello');
  expect(await read(bob, alice, first)).toBe('hello');
  isLost = true;
  if (preKey) records.putPreKey(bundle.preKeyId, kept.preKey, alice.nodeId);
  if (kyber) records.putKyberPreKey(bundle.kyberPreKeyId, kept.kyber, alice.nodeId);
  return read(bob, alice, first);
}

/** As a peer with its own idea of a session would start one: the one-time key may be left out. */
async function startWith(
  from: SignalParty,
  to: SignalParty,
  bundle: AddressedBundle,
  usesPreKey: boolean,
): Promise<void> {
  const preKeys = PreKeyBundle.new(
    bundle.registrationId,
    bundle.device,
    usesPreKey ? bundle.preKeyId : null,
    usesPreKey ? PublicKey.deserialize(bundle.preKey) : null,
    bundle.signedPreKeyId,
    PublicKey.deserialize(bundle.signedPreKey),
    bundle.signedPreKeySignature,
    publicKeyOf(to.nodeId),
    bundle.kyberPreKeyId,
    KEMPublicKey.deserialize(bundle.kyberPreKey),
    bundle.kyberPreKeySignature,
  );
  const own = {
    keyPair: IdentityKeyPair.deserialize(from.keyPair),
    registrationId: from.registrationId,
  };
  await processPreKeyBundle(
    preKeys,
    protocolAddress(to.nodeId),
    protocolAddress(from.nodeId),
    new Sessions(from.records, new CallbackFault(), new LiveSessions()),
    new Identities(own, peerOf(to.nodeId)),
    new Date(NOON),
  );
}

function sessionOf(owner: SignalParty, peer: SignalParty): Bytes | undefined {
  return owner.records.session(protocolAddress(peer.nodeId).toString());
}

function damaged(message: SealedMessage, offset: number): SealedMessage {
  const ciphertext = message.ciphertext.slice();
  ciphertext[offset] = (ciphertext[offset] ?? 0) ^ 1;
  return { ...message, ciphertext };
}

function flipped(bytes: Bytes): Bytes {
  const copy = bytes.slice();
  copy[20] = (copy[20] ?? 0) ^ 1;
  return copy;
}

function decoded(bundle: Uint8Array): AddressedBundle {
  const result = decodeAddressedBundle(bundle);
  if (!result.ok) throw result.error;
  return result.value;
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing');
  return value;
}
