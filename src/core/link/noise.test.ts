import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLinkCrypto } from '../../adapters/crypto/link-crypto.js';
import { randomBytes } from '../../adapters/crypto/random.js';
import { type Bytes, fromHex, toHex, utf8 } from '../../base/bytes.js';
import type { KeyPair } from '../ports/link-crypto.js';
import { LAST_NONCE, decryptWithAd, encryptWithAd } from './cipher-state.js';
import { type NoiseState, type Role, finishNoise, readMessage, startNoise, writeMessage } from './noise.js';
import { openMessage, sealMessage } from './transport.js';

interface Vector {
  readonly name: string;
  readonly init_prologue: string;
  readonly init_static: string;
  readonly init_ephemeral: string;
  readonly resp_prologue: string;
  readonly resp_static: string;
  readonly resp_ephemeral: string;
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[];
}

const VECTORS = new URL('../../../../src/core/link/vectors/noise-xx.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(VECTORS, 'utf8')) as { vectors: readonly Vector[] };
const crypto = createLinkCrypto();
const BASE_POINT = Uint8Array.of(9, ...new Uint8Array(31));

describe('noise', () => {
  it.each(vectors)('produces the published messages of $name', (vector) => {
    let alice = start('initiator', vector.init_prologue, vector.init_static, vector.init_ephemeral);
    let bob = start('responder', vector.resp_prologue, vector.resp_static, vector.resp_ephemeral);
    for (const [index, { payload, ciphertext }] of vector.messages.slice(0, 3).entries()) {
      const fromAlice = index % 2 === 0;
      const written = must(writeMessage(crypto, fromAlice ? alice : bob, bytes(payload)));
      expect(toHex(written.message)).toBe(ciphertext);
      const read = must(readMessage(crypto, fromAlice ? bob : alice, written.message));
      expect(toHex(read.payload)).toBe(payload);
      [alice, bob] = fromAlice ? [written.state, read.state] : [read.state, written.state];
    }
    const ends = [finishNoise(crypto, alice), finishNoise(crypto, bob)] as const;
    expect(ends[0].handshakeHash).toEqual(ends[1].handshakeHash);
    let transports = [ends[0].transport, ends[1].transport] as const;
    for (const [index, { payload, ciphertext }] of vector.messages.slice(3).entries()) {
      const [to, from] = index % 2 === 0 ? transports : ([transports[1], transports[0]] as const);
      const sealed = must(sealMessage(crypto, from, bytes(payload)));
      expect(toHex(sealed.message)).toBe(ciphertext);
      const opened = must(openMessage(crypto, to, sealed.message));
      expect(toHex(opened.plaintext)).toBe(payload);
      transports =
        index % 2 === 0 ? [opened.transport, sealed.transport] : [sealed.transport, opened.transport];
    }
  });

  it('refuses a key that makes the secret known to everybody', () => {
    const bob = startNoise(crypto, 'responder', freshKeys(), utf8('x'));
    const read = must(readMessage(crypto, bob, new Uint8Array(32)));
    expect(writeMessage(crypto, read.state, new Uint8Array(0))).toBeUndefined();
  });

  it('refuses truncated messages', () => {
    const bob = startNoise(crypto, 'responder', freshKeys(), utf8('x'));
    expect(readMessage(crypto, bob, new Uint8Array(31))).toBeUndefined();
  });

  it('does not open the answer to another prologue', () => {
    const alice = startNoise(crypto, 'initiator', freshKeys(), utf8('kith/link/1'));
    const bob = startNoise(crypto, 'responder', freshKeys(), utf8('kith/link/2'));
    const first = must(writeMessage(crypto, alice, new Uint8Array(0)));
    const atBob = must(readMessage(crypto, bob, first.message));
    const second = must(writeMessage(crypto, atBob.state, new Uint8Array(0)));
    expect(readMessage(crypto, first.state, second.message)).toBeUndefined();
  });

  it('throws when our own code writes out of turn or finishes early', () => {
    const bob = startNoise(crypto, 'responder', freshKeys(), utf8('x'));
    expect(() => writeMessage(crypto, bob, new Uint8Array(0))).toThrow(TypeError);
    expect(() => finishNoise(crypto, bob)).toThrow(TypeError);
  });

  it('stops before a nonce could be used twice', () => {
    const key = randomBytes(32);
    const last = must(encryptWithAd(crypto, { key, nonce: LAST_NONCE }, new Uint8Array(0), utf8('last')));
    expect(encryptWithAd(crypto, last.state, new Uint8Array(0), utf8('one more'))).toBeUndefined();
    expect(decryptWithAd(crypto, last.state, new Uint8Array(0), last.text)).toBeUndefined();
    expect(decryptWithAd(crypto, { key, nonce: LAST_NONCE }, new Uint8Array(0), last.text)?.text).toEqual(
      utf8('last'),
    );
  });
});

function start(role: Role, prologue: string, staticKey: string, ephemeral: string): NoiseState {
  const keys = { staticKey: keyPair(staticKey), ephemeral: keyPair(ephemeral) };
  return startNoise(crypto, role, keys, bytes(prologue));
}

function keyPair(privateHex: string): KeyPair {
  const privateKey = bytes(privateHex);
  return { privateKey, publicKey: must(crypto.agree(privateKey, BASE_POINT)) };
}

function freshKeys(): { staticKey: KeyPair; ephemeral: KeyPair } {
  return { staticKey: crypto.generateKeyPair(), ephemeral: crypto.generateKeyPair() };
}

function bytes(hex: string): Bytes {
  return must(fromHex(hex));
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected a value');
  return value;
}
