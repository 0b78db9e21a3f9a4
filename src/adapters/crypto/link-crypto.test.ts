import { describe, expect, it } from 'vitest';
import { type Bytes, fromHex, toHex, utf8 } from '../../base/bytes.js';
import { createLinkCrypto } from './link-crypto.js';
import { randomBytes } from './random.js';

const crypto = createLinkCrypto();

const ALICE_PRIVATE = '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a';
const ALICE_PUBLIC = '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a';
const BOB_PRIVATE = '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb';
const BOB_PUBLIC = 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f';
const SHARED = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';

describe('link crypto', () => {
  it('agrees on the secret of RFC 7748 section 6.1', () => {
    const alice = hex(ALICE_PRIVATE);
    expect(toHex(crypto.agree(alice, hex(BOB_PUBLIC)) ?? new Uint8Array(0))).toBe(SHARED);
    expect(toHex(crypto.agree(hex(BOB_PRIVATE), hex(ALICE_PUBLIC)) ?? new Uint8Array(0))).toBe(SHARED);
  });

  it('makes pairs that agree with each other', () => {
    const [alice, bob] = [crypto.generateKeyPair(), crypto.generateKeyPair()];
    expect(crypto.agree(alice.privateKey, bob.publicKey)).toEqual(
      crypto.agree(bob.privateKey, alice.publicKey),
    );
  });

  it.each([
    ['zero', '00'.repeat(32)],
    ['one', '01' + '00'.repeat(31)],
    ['of order 8', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'],
  ])('refuses a public key that is %s', (_, publicKey) => {
    expect(crypto.agree(crypto.generateKeyPair().privateKey, hex(publicKey))).toBeUndefined();
  });

  it('refuses keys of another length', () => {
    expect(crypto.agree(crypto.generateKeyPair().privateKey, new Uint8Array(31))).toBeUndefined();
    expect(() => crypto.agree(new Uint8Array(31), new Uint8Array(32))).toThrow(TypeError);
  });

  it('seals as AES-256-GCM does (GCM specification, test case 14)', () => {
    const sealed = crypto.seal(new Uint8Array(32), new Uint8Array(12), utf8(''), new Uint8Array(16));
    expect(toHex(sealed)).toBe('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
  });

  it('opens only what was sealed under the same key, nonce and associated data', () => {
    const [key, nonce] = [randomBytes(32), randomBytes(12)];
    const sealed = crypto.seal(key, nonce, utf8('ad'), utf8('text'));
    expect(crypto.open(key, nonce, utf8('ad'), sealed)).toEqual(utf8('text'));
    expect(crypto.open(key, nonce, utf8('AD'), sealed)).toBeUndefined();
    expect(crypto.open(randomBytes(32), nonce, utf8('ad'), sealed)).toBeUndefined();
    expect(crypto.open(key, randomBytes(12), utf8('ad'), sealed)).toBeUndefined();
    expect(crypto.open(key, nonce, utf8('ad'), sealed.subarray(0, 15))).toBeUndefined();
    for (let index = 0; index < sealed.length; index++) {
      const changed = sealed.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(crypto.open(key, nonce, utf8('ad'), changed)).toBeUndefined();
    }
  });

  it('hashes as SHA-256 and HMAC-SHA-256 (FIPS 180-4; RFC 4231, test case 2)', () => {
    expect(toHex(crypto.sha256(utf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(toHex(crypto.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('returns bytes with memory of their own', () => {
    expect(crypto.sha256(utf8('abc')).buffer.byteLength).toBe(32);
    expect(randomBytes(16).buffer.byteLength).toBe(16);
    expect(randomBytes(16)).not.toEqual(randomBytes(16));
  });
});

function hex(text: string): Bytes {
  const bytes = fromHex(text);
  if (!bytes) throw new Error('not hexadecimal');
  return bytes;
}
