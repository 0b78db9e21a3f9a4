import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, toHex, utf8 } from '../../base/bytes.js';
import type { Result } from '../../base/result.js';
import { filesInMemory } from '../../testing/network/certificate.js';
import { EC_CHAIN, ED25519, type OwnCertificate } from '../../testing/network/own-certificates.js';
import { loadCertificate, loadOrMakeCertificate } from './certificate.js';

const NOW_MS = Date.UTC(2026, 0, 15);
const DAY_MS = 24 * 60 * 60 * 1000;

describe('certificate', () => {
  let directory: string;
  let contents: Map<string, Bytes>;
  const load = async (nowMs = NOW_MS) =>
    value(await loadOrMakeCertificate(directory, filesInMemory(contents), nowMs));
  const failure = async () => {
    const result = await loadOrMakeCertificate(directory, filesInMemory(contents), NOW_MS);
    return result.ok ? undefined : { code: result.error.code, ...result.error.params };
  };
  const path = (name: string) => join(directory, name);

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'kith-certs-')), 'certs');
    contents = new Map();
  });
  afterEach(async () => {
    await rm(join(directory, '..'), { recursive: true });
  });

  it('makes an RSA-2048 certificate once and keeps it', async () => {
    const first = await load();
    const again = await load(NOW_MS + DAY_MS);
    expect(again.keyHash).toEqual(first.keyHash);
    const certificate = new X509Certificate(first.cert);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  it('dates it two days back, for ten years', async () => {
    const certificate = new X509Certificate((await load()).cert);
    expect(Date.parse(certificate.validFrom)).toBe(NOW_MS - 2 * DAY_MS);
    expect(Date.parse(certificate.validTo)).toBe(Date.UTC(2036, 0, 15));
  });

  it('makes another one when the certificate was deleted', async () => {
    const first = await load();
    contents.delete(path('server.crt'));
    expect((await load()).keyHash).not.toEqual(first.keyHash);
  });

  it('makes the directory when there is none', async () => {
    await load();
    await expect(readdir(directory)).resolves.toEqual([]);
  });

  it('says which file is damaged', async () => {
    await load();
    const good = new Map(contents);
    contents.set(path('server.crt'), utf8('no PEM'));
    expect(await failure()).toEqual({
      code: 'CERTIFICATE_INVALID',
      file: path('server.crt'),
      reason: 'not-a-certificate',
    });
    contents = new Map(good).set(path('server.key'), utf8('no PEM'));
    expect(await failure()).toMatchObject({ file: path('server.key'), reason: 'not-a-private-key' });
    contents = new Map(good);
    contents.delete(path('server.key'));
    expect(await failure()).toMatchObject({ file: path('server.key'), reason: 'missing' });
  });

  it('says when key and certificate do not belong together', async () => {
    await load();
    const { privateKey } = generateKeyPairSync('ed25519');
    contents.set(path('server.key'), utf8(String(privateKey.export({ type: 'pkcs8', format: 'pem' }))));
    expect(await failure()).toMatchObject({ file: path('server.key'), reason: 'mismatch' });
  });

  it('says when the key needs a passphrase', async () => {
    await load();
    const { privateKey } = generateKeyPairSync('ed25519');
    const sealed = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
    contents.set(path('server.key'), utf8(String(privateKey.export(sealed))));
    expect(await failure()).toMatchObject({ reason: 'encrypted-key' });
  });

  const own = async ({ certificate, privateKey }: OwnCertificate) => {
    const paths = { certificate: path('own.crt'), privateKey: path('own.key') };
    contents.set(paths.certificate, utf8(certificate)).set(paths.privateKey, utf8(privateKey));
    return loadCertificate(paths, filesInMemory(contents));
  };

  it.each([
    ['elliptic-curve', EC_CHAIN],
    ['Ed25519', ED25519],
  ])(
    "accepts the operator's own %s certificate, and names the key of the first of a chain",
    async (_, given) => {
      const { keyHash } = value(await own(given));
      const spki = new X509Certificate(given.certificate).publicKey.export({ type: 'spki', format: 'der' });
      expect(toHex(keyHash)).toBe(createHash('sha256').update(spki).digest('hex'));
    },
  );

  it.each([
    ['whose key belongs to another', { ...EC_CHAIN, privateKey: ED25519.privateKey }, 'own.key', 'mismatch'],
    [
      'that comes behind its authority',
      { ...EC_CHAIN, certificate: reversed(EC_CHAIN) },
      'own.key',
      'mismatch',
    ],
    ['in a chain that is damaged', { ...EC_CHAIN, certificate: damaged(EC_CHAIN) }, 'own.crt', 'refused'],
  ])('refuses one %s', async (_, given, file, reason) => {
    expect(await own(given)).toMatchObject({ ok: false, error: { params: { file: path(file), reason } } });
  });
});

function chainOf({ certificate }: OwnCertificate): string[] {
  return certificate.split(/(?<=END CERTIFICATE-----)\n/u);
}

function reversed(given: OwnCertificate): string {
  return chainOf(given).reverse().join('\n');
}

/** Its authority cut short. */
function damaged(given: OwnCertificate): string {
  const [first = '', second = ''] = chainOf(given);
  return `${first}\n${second.replace(/\n.{30}/u, '\n')}`;
}

function value<T>(result: Result<T, Error>): T {
  if (!result.ok) throw result.error;
  return result.value;
}
