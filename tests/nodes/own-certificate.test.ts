// The operator brings a certificate of their own: contacts reach the node as ever, or it does not start and says why.

import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOrMakeCertificate } from '../../src/adapters/tls/certificate.js';
import { filesInMemory } from '../../src/testing/network/certificate.js';
import { EC_CHAIN, ED25519, type OwnCertificate } from '../../src/testing/network/own-certificates.js';
import { befriend, received, send } from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

describe("the operator's own certificate", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  const bobWith = async (given: OwnCertificate) => {
    const home = await stage.home('Bob');
    const [certificate, privateKey] = [join(stage.yard.dir, 'own.crt'), join(stage.yard.dir, 'own.key')];
    await writeFile(certificate, given.certificate);
    await writeFile(privateKey, given.privateKey);
    return stage.local(home, { flags: { certificate, private_key: privateKey } });
  };
  /** As the node makes them, ten years and more ago. */
  const expired = async (): Promise<OwnCertificate> => {
    const made = await loadOrMakeCertificate('.', filesInMemory(), Date.UTC(2010));
    if (!made.ok) throw made.error;
    return { certificate: made.value.cert, privateKey: made.value.key.reveal() };
  };

  it.each([
    ['with its chain, of an elliptic curve', () => Promise.resolve(EC_CHAIN)],
    ['of Ed25519', () => Promise.resolve(ED25519)],
    ['that ran out years ago', expired],
  ])('is used, and contacts write both ways: one %s', async (_, given) => {
    const [alice] = await stage.people('Alice');
    const brought = await given();
    const bob = await bobWith(brought);
    const { expiresAt } = await bob.client.call('certificate', {});
    expect(expiresAt).toBe(Date.parse(new X509Certificate(brought.certificate).validTo));
    await befriend(alice, bob);
    await send(alice, bob, 'by your certificate');
    await received(bob, alice, ['by your certificate']);
    await send(bob, alice, 'and back');
    await received(alice, bob, ['and back']);
  });

  it('stops the start, and names the file, where the key belongs to another', async () => {
    await expect(bobWith({ ...EC_CHAIN, privateKey: ED25519.privateKey })).rejects.toMatchObject({
      code: 'CERTIFICATE_INVALID',
      params: { file: join(stage.yard.dir, 'own.key'), reason: 'mismatch' },
    });
  });
});
