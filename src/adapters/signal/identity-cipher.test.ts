import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concatBytes, utf8 } from '../../base/bytes.js';
import type { SignatureLabel } from '../../core/ports/session-cipher.js';
import { signalParty } from '../../testing/signal-party.js';
import { createIdentity, nodeIdOf, SIGNATURE_LABELS } from './identity-cipher.js';
import { publicKeyOf } from './protocol-address.js';

const LABELS = Object.keys(SIGNATURE_LABELS) as SignatureLabel[];
const BODY = utf8('body');

describe('an identity', () => {
  it('is new every time and found again in its key pair', () => {
    const [first, second] = [createIdentity(), createIdentity()];
    expect(first.nodeId).not.toBe(second.nodeId);
    expect(nodeIdOf(first.keyPair)).toBe(first.nodeId);
    expect(first.registrationId).toBeGreaterThanOrEqual(1);
    expect(first.registrationId).toBeLessThanOrEqual(16_380);
  });
});

describe('a signature', () => {
  const [alice, bob] = [signalParty(), signalParty()];

  it('holds for its signer, body and label only', () => {
    for (const label of LABELS) {
      const signature = alice.identity.sign(label, BODY);
      expect(signature).toHaveLength(64);
      expect(bob.identity.verify(alice.nodeId, label, BODY, signature)).toBe(true);
      expect(bob.identity.verify(bob.nodeId, label, BODY, signature)).toBe(false);
      expect(bob.identity.verify(alice.nodeId, label, utf8('bodY'), signature)).toBe(false);
      for (const other of LABELS.filter((name) => name !== label)) {
        expect(bob.identity.verify(alice.nodeId, other, BODY, signature)).toBe(false);
      }
    }
  });

  it('is over "kith/1/", the label, a zero byte and the body', () => {
    const signed = concatBytes(utf8('kith/1/link-key'), Uint8Array.of(0), BODY);
    const signature = alice.identity.sign('link-key', BODY);
    expect(publicKeyOf(alice.nodeId).verify(signed, signature)).toBe(true);
    expect(publicKeyOf(alice.nodeId).verify(BODY, signature)).toBe(false);
  });

  it('is not taken from one label and body into another that reads the same', () => {
    const signature = alice.identity.sign('record', BODY);
    const longer = alice.identity.sign('replaces', concatBytes(Uint8Array.of(0), BODY));
    expect(bob.identity.verify(alice.nodeId, 'record', concatBytes(Uint8Array.of(0), BODY), signature)).toBe(
      false,
    );
    expect(bob.identity.verify(alice.nodeId, 'replaces', BODY, longer)).toBe(false);
  });

  it('of another length never holds', () => {
    const signature = alice.identity.sign('record', BODY);
    for (const other of [signature.slice(1), concatBytes(signature, Uint8Array.of(0)), new Uint8Array(0)]) {
      expect(bob.identity.verify(alice.nodeId, 'record', BODY, other)).toBe(false);
    }
  });

  it('is not made under a label nobody knows', () => {
    const unknown = 'toString' as string as SignatureLabel;
    expect(() => alice.identity.sign(unknown, BODY)).toThrow(TypeError);
    expect(LABELS).toEqual([
      'link-key',
      'record',
      'request',
      'replaces',
      'route',
      'introduction',
      'group-op',
    ]);
  });

  it('comes from one function, besides what libsignal demands of pre-keys', () => {
    const signing = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith('.js') && !file.endsWith('.test.js'))
      .flatMap((file) => {
        const code = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
        return Array.from(code.matchAll(/rivateKey\.sign\(/g), () => file);
      });
    expect(signing).toEqual(['identity-cipher.js', 'pre-key-bundle.js', 'pre-key-bundle.js']);
  });
});

describe('a fingerprint', () => {
  const [alice, bob] = [signalParty(), signalParty()];

  it('is 30 digits that everybody computes alike', () => {
    const fingerprint = alice.identity.fingerprint(alice.nodeId);
    expect(fingerprint).toMatch(/^\d{30}$/);
    expect(bob.identity.fingerprint(alice.nodeId)).toBe(fingerprint);
    expect(bob.identity.fingerprint(bob.nodeId)).not.toBe(fingerprint);
  });

  it('of both makes their safety number, the same on both sides', () => {
    const halves = [alice, bob].map(({ nodeId }) => alice.identity.fingerprint(nodeId)).sort();
    const safetyNumber = alice.identity.safetyNumber(alice.nodeId, bob.nodeId);
    expect(safetyNumber).toBe(halves.join(''));
    expect(bob.identity.safetyNumber(bob.nodeId, alice.nodeId)).toBe(safetyNumber);
  });
});
