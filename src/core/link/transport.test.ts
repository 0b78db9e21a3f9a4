import { describe, expect, it } from 'vitest';
import { createLinkCrypto } from '../../adapters/crypto/link-crypto.js';
import { randomBytes } from '../../adapters/crypto/random.js';
import { utf8 } from '../../base/bytes.js';
import { type Transport, openMessage, sealMessage } from './transport.js';

const crypto = createLinkCrypto();

describe('transport', () => {
  it('opens what the other side sealed, in order', () => {
    let [alice, bob] = pair();
    for (const text of ['one', 'two', '']) {
      const sealed = sealMessage(crypto, alice, utf8(text));
      const opened = sealed && openMessage(crypto, bob, sealed.message);
      expect(opened?.plaintext).toEqual(utf8(text));
      if (sealed && opened) [alice, bob] = [sealed.transport, opened.transport];
    }
  });

  it('does not open a replayed, a skipped, a changed or a reflected message', () => {
    const [alice, bob] = pair();
    const first = sealMessage(crypto, alice, utf8('one'));
    const second = first && sealMessage(crypto, first.transport, utf8('two'));
    const opened = first && openMessage(crypto, bob, first.message);
    if (!first || !second || !opened) throw new Error('the first message must open');
    expect(openMessage(crypto, opened.transport, first.message)).toBeUndefined();
    expect(openMessage(crypto, bob, second.message)).toBeUndefined();
    expect(openMessage(crypto, alice, first.message)).toBeUndefined();
    first.message[0] = (first.message[0] ?? 0) ^ 1;
    expect(openMessage(crypto, bob, first.message)).toBeUndefined();
  });

  it('carries 65,519 bytes in a message of 65,535 and not one more', () => {
    const [alice, bob] = pair();
    const sealed = sealMessage(crypto, alice, new Uint8Array(65_519));
    expect(sealed?.message.length).toBe(65_535);
    expect(sealed && openMessage(crypto, bob, sealed.message)?.plaintext.length).toBe(65_519);
    expect(() => sealMessage(crypto, alice, new Uint8Array(65_520))).toThrow(RangeError);
  });

  it('does not open a longer message even when it is authentic', () => {
    const [alice, bob] = pair();
    const key = alice.send.key;
    if (!key) throw new Error('a transport has keys');
    const tooLong = crypto.seal(key, new Uint8Array(12), new Uint8Array(0), new Uint8Array(65_520));
    expect(openMessage(crypto, bob, tooLong)).toBeUndefined();
  });
});

function pair(): [Transport, Transport] {
  const there = { key: randomBytes(32), nonce: 0 };
  const back = { key: randomBytes(32), nonce: 0 };
  return [
    { send: there, receive: back },
    { send: back, receive: there },
  ];
}
