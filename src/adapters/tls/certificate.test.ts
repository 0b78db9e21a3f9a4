import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, utf8 } from '../../base/bytes.js';
import type { Result } from '../../base/result.js';
import { filesInMemory } from '../../testing/network/certificate.js';
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

  it("accepts the operator's own elliptic-curve certificate", async () => {
    const paths = { certificate: path('own.crt'), privateKey: path('own.key') };
    contents.set(paths.certificate, utf8(EC_CERTIFICATE)).set(paths.privateKey, utf8(EC_KEY));
    const loaded = value(await loadCertificate(paths, filesInMemory(contents)));
    expect(loaded.keyHash).toHaveLength(32);
  });
});

function value<T>(result: Result<T, Error>): T {
  if (!result.ok) throw result.error;
  return result.value;
}

const EC_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUE2A/cxUBqfNCSjL18JDAlup8yxkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA0MzQyMVoYDzIxMjYxMDI4
MDQzNDIxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATDWdwa9kY2t39Arj/DQjU7fzLri1bWIg7thDmB8eOKo9JM4LcV8pJv
zb6cU5lIl09pJ2mAPCjvfykxZoPuGw+to1MwUTAdBgNVHQ4EFgQUgPzIq/6gbRPO
JekJdGdwDzZiGa4wHwYDVR0jBBgwFoAUgPzIq/6gbRPOJekJdGdwDzZiGa4wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBpYJOxoH8d64E2RmD+cK0J
kl7w3/I6VVAIHobjIKfu9AIgA8481ZI2FZMlDTQ3hN5NkCdDGfFJXGf/FrZ7mQm/
8Qo=
-----END CERTIFICATE-----`;

const EC_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6Trzu3eOZxjcoaK5
ADXxArrF6cpsFRneoJ+ondgo1W6hRANCAATDWdwa9kY2t39Arj/DQjU7fzLri1bW
Ig7thDmB8eOKo9JM4LcV8pJvzb6cU5lIl09pJ2mAPCjvfykxZoPuGw+t
-----END PRIVATE KEY-----`;
