import { UnidentifiedSenderMessageContent } from '@signalapp/libsignal-client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { utf8 } from '../../base/bytes.js';
import type { SealedMessage } from '../../core/ports/session-cipher.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { decodeAddressedBundle } from '../../protocol/bundle-codec.js';
import { memoryStore } from '../../testing/memory-store/memory-store.js';
import { NOON, acquaint, read, signalParty, startOnBundle, write } from '../../testing/signal-party.js';
import { SIGNED_PRE_KEY_ROTATION_MS } from './pre-key-bundle.js';
import { protocolAddress } from './protocol-address.js';
import { RecordOverlay } from './record-overlay.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe('a session', () => {
  it('begins with a message on the bundle made for its sender', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    const first = await write(alice, bob, 'hello');
    expect(first.type).toBe('preKey');
    expect(await read(bob, alice, first)).toBe('hello');
    const answer = await write(bob, alice, 'hi');
    expect(answer.type).toBe('whisper');
    expect(await read(alice, bob, answer)).toBe('hi');
    expect((await write(alice, bob, 'now short')).type).toBe('whisper');
  });

  it('carries messages to and fro', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    for (let turn = 0; turn < 50; turn++) {
      expect(await read(bob, alice, await write(alice, bob, `a${turn}`))).toBe(`a${turn}`);
      expect(await read(alice, bob, await write(bob, alice, `b${turn}`))).toBe(`b${turn}`);
    }
  });

  it('carries a thousand messages one way', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    for (let count = 0; count < 1_000; count++) {
      expect(await read(bob, alice, await write(alice, bob, `${count}`))).toBe(`${count}`);
    }
  });

  it('converges when both begin at once', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    await startOnBundle(bob, alice);
    const [fromAlice, fromBob] = [await write(alice, bob, 'a'), await write(bob, alice, 'b')];
    expect(await read(bob, alice, fromAlice)).toBe('a');
    expect(await read(alice, bob, fromBob)).toBe('b');
    for (let turn = 0; turn < 3; turn++) {
      expect(await read(bob, alice, await write(alice, bob, 'again'))).toBe('again');
      expect(await read(alice, bob, await write(bob, alice, 'again'))).toBe('again');
    }
    expect((await write(alice, bob, 'settled')).type).toBe('whisper');
    expect((await write(bob, alice, 'settled')).type).toBe('whisper');
  });

  it('reads late messages of an archived session, and writes no more on it', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    const late = await write(alice, bob, 'late');
    await bob.cipher.archiveSession(alice.nodeId);
    expect(await bob.cipher.hasSession(alice.nodeId, NOON)).toBe(false);
    await startOnBundle(bob, alice);
    expect(await read(bob, alice, late)).toBe('late');
    expect(await read(alice, bob, await write(bob, alice, 'renewed'))).toBe('renewed');
    expect(await read(bob, alice, await write(alice, bob, 'renewed'))).toBe('renewed');
  });

  it('needs nothing archived to be archived', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await alice.cipher.archiveSession(bob.nodeId);
    expect(await alice.cipher.hasSession(bob.nodeId, NOON)).toBe(false);
  });

  it('survives any loss on the way', async () => {
    const step = fc.record({ byAlice: fc.boolean(), isLost: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const [alice, bob] = [signalParty(), signalParty()];
        await acquaint(alice, bob);
        for (const [index, { byAlice, isLost }] of steps.entries()) {
          const [from, to] = byAlice ? [alice, bob] : [bob, alice];
          const message = await write(from, to, `${index}`);
          if (!isLost) expect(await read(to, from, message)).toBe(`${index}`);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('reads messages in any order', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    const messages: SealedMessage[] = [];
    for (const text of ['1', '2', '3', '4']) messages.push(await write(alice, bob, text));
    const texts: string[] = [];
    for (const message of messages.reverse()) texts.push(await read(bob, alice, message));
    expect(texts).toEqual(['4', '3', '2', '1']);
  });
});

describe('the time a session may be used', () => {
  it('ends 30 days after a start that nobody answered', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    expect(await alice.cipher.hasSession(bob.nodeId, NOON)).toBe(false);
    await startOnBundle(alice, bob);
    expect(await alice.cipher.hasSession(bob.nodeId, NOON + 29 * DAY_MS)).toBe(true);
    expect(await alice.cipher.hasSession(bob.nodeId, NOON + 31 * DAY_MS)).toBe(false);
  });

  it('does not end once it was answered', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    expect(await alice.cipher.hasSession(bob.nodeId, NOON + 365 * DAY_MS)).toBe(true);
  });
});

describe('a kept envelope', () => {
  it('opens to what a direct link sends', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    const { envelope, ...sealed } = await alice.cipher.encrypt(bob.nodeId, utf8('hello'), NOON);
    expect(alice.cipher.open(envelope)).toEqual(sealed);
  });

  it('names its sender: address, device and identity key', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    const { envelope } = await alice.cipher.encrypt(bob.nodeId, utf8('hello'), NOON);
    const sender = UnidentifiedSenderMessageContent.deserialize(envelope).senderCertificate();
    expect(`${sender.senderUuid()}.${sender.senderDeviceId()}`).toBe(
      protocolAddress(alice.nodeId).toString(),
    );
    expect(Buffer.from(sender.key().getPublicKeyBytes()).toString('hex')).toBe(alice.nodeId);
  });
});

describe('a bundle', () => {
  it('always holds new one-time keys', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    const first = decoded(await alice.cipher.makeBundle(bob.nodeId, NOON));
    const second = decoded(await alice.cipher.makeBundle(bob.nodeId, NOON));
    expect(second.preKeyId).not.toBe(first.preKeyId);
    expect(second.kyberPreKeyId).not.toBe(first.kyberPreKeyId);
    expect(second.signedPreKeyId).toBe(first.signedPreKeyId);
  });

  it('has another signed pre-key after 7 days, and the old one still serves', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    const old = await alice.cipher.makeBundle(bob.nodeId, NOON);
    const young = await alice.cipher.makeBundle(bob.nodeId, NOON + SIGNED_PRE_KEY_ROTATION_MS - 1);
    const next = await alice.cipher.makeBundle(bob.nodeId, NOON + SIGNED_PRE_KEY_ROTATION_MS);
    expect(decoded(young).signedPreKeyId).toBe(decoded(old).signedPreKeyId);
    expect(decoded(next).signedPreKeyId).not.toBe(decoded(old).signedPreKeyId);
    expect(await bob.cipher.startSession(alice.nodeId, old, NOON)).toBe(true);
    expect(await read(alice, bob, await write(bob, alice, 'on the old one'))).toBe('on the old one');
  });

  it('is used up by the first message', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    const bundle = await bob.cipher.makeBundle(alice.nodeId, NOON);
    const { preKeyId, kyberPreKeyId, signedPreKeyId } = decoded(bundle);
    await alice.cipher.startSession(bob.nodeId, bundle, NOON);
    await read(bob, alice, await write(alice, bob, 'hello'));
    expect([bob.records.preKey(preKeyId), bob.records.kyberPreKey(kyberPreKeyId)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(bob.records.signedPreKey(signedPreKeyId)).toBeDefined();
  });
});

describe('an item that is dropped', () => {
  it('leaves the ratchet where it was', async () => {
    const { store, ...connection } = memoryStore().connection;
    const overlay = new RecordOverlay(store.signal);
    const [alice, bob] = [signalParty(overlay), signalParty()];
    await acquaint(alice, bob);
    overlay.flush();
    overlay.committed();
    connection.begin();
    overlay.beginItem();
    const dropped = await write(alice, bob, 'never left');
    overlay.dropItem();
    overlay.beginItem();
    const sent = await write(alice, bob, 'left');
    overlay.keepItem();
    expect(await read(bob, alice, sent)).toBe('left');
    expect(await read(bob, alice, dropped)).toBe('<duplicate>');
    expect(await read(bob, alice, await write(alice, bob, 'next'))).toBe('next');
  });

  it('leaves a first message readable', async () => {
    const { store, ...connection } = memoryStore().connection;
    const overlay = new RecordOverlay(store.signal);
    const [alice, bob] = [signalParty(), signalParty(overlay)];
    await startOnBundle(alice, bob);
    const first = await write(alice, bob, 'hello');
    for (const attempt of ['dropped', 'kept']) {
      connection.beginItem();
      overlay.beginItem();
      expect(await read(bob, alice, first)).toBe('hello');
      if (attempt === 'kept') break;
      connection.dropItem();
      overlay.dropItem();
    }
    expect(await read(bob, alice, first)).toBe('<duplicate>');
  });
});

describe('a store that fails', () => {
  const failing = (records: SignalRecords): SignalRecords => ({
    ...records,
    putSession: () => {
      throw new AppError('DISK_FULL');
    },
    removePreKey: () => {
      throw new AppError('STORE_FAILED');
    },
  });

  it('is seen as itself when encrypting and starting', async () => {
    const good = memoryStore().connection.store.signal;
    let records = good;
    const switching = {
      ...good,
      putSession: (...args: Parameters<SignalRecords['putSession']>) => records.putSession(...args),
    };
    const [alice, bob] = [signalParty(switching), signalParty()];
    await startOnBundle(alice, bob);
    records = failing(good);
    await expect(write(alice, bob, 'hello')).rejects.toMatchObject({ code: 'DISK_FULL' });
    await expect(startOnBundle(alice, bob)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  it('is not taken for a message that cannot be read', async () => {
    const [alice, bob] = [signalParty(), signalParty(failing(memoryStore().connection.store.signal))];
    await startOnBundle(alice, bob);
    const first = await write(alice, bob, 'hello');
    await expect(read(bob, alice, first)).rejects.toBeInstanceOf(AppError);
  });

  it('is not asked to encrypt without a session', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await expect(write(alice, bob, 'hello')).rejects.toThrow();
  });
});

function decoded(bundle: Uint8Array) {
  const result = decodeAddressedBundle(bundle);
  if (!result.ok) throw result.error;
  return result.value;
}
