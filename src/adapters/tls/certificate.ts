// The certificate of the federation port: self-signed and made once, or the operator's own. TLS hides and frames the
// traffic; it is not the node's identity, so losing this key loses nothing.

import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { AppError } from '../../base/app-error.js';
import { type Bytes, copyBytes, fromUtf8, utf8 } from '../../base/bytes.js';
import { err, ok, type Result } from '../../base/result.js';
import { Secret } from '../../base/secret.js';
import type { DurableFiles } from '../../core/ports/durable-files.js';

export interface TlsCertificate {
  /** PEM, the chain as it is sent. */
  readonly cert: string;
  /** PEM. */
  readonly key: Secret<string>;
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER): what records name and peers pin. */
  readonly keyHash: Bytes;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** PEM files of a certificate and its private key, any key type. */
export interface CertificatePaths {
  readonly certificate: string;
  readonly privateKey: string;
}

const LIFETIME_YEARS = 10;
/** So that a peer whose clock is behind accepts it too. */
const BACKDATE_MS = 2 * 24 * 60 * 60 * 1000;

const makeKeyPair = promisify(generateKeyPair);

/**
 * `server.crt` and `server.key` of `directory`; both are made when the certificate is not there.
 * Errors: as `loadCertificate`, and ACCESS_DENIED, DISK_FULL or HOME_UNUSABLE {path}.
 */
export async function loadOrMakeCertificate(
  directory: string,
  files: DurableFiles,
  nowMs: number,
): Promise<Result<TlsCertificate, AppError>> {
  const paths = { certificate: join(directory, 'server.crt'), privateKey: join(directory, 'server.key') };
  try {
    if ((await files.read(paths.certificate)) === undefined) {
      const made = await makeCertificate(nowMs);
      await makeDirectory(directory);
      // The key first: after a crash between the two, the missing certificate makes both again.
      await files.write(paths.privateKey, utf8(made.privateKey));
      await files.write(paths.certificate, utf8(made.certificate));
    }
  } catch (error) {
    if (error instanceof AppError) return err(error);
    throw error;
  }
  return loadCertificate(paths, files);
}

/**
 * A certificate and key from the given files.
 * Errors: CERTIFICATE_INVALID {file, reason}; reason is missing, unreadable, not-a-certificate, not-a-private-key,
 * encrypted-key, mismatch or refused.
 */
export async function loadCertificate(
  paths: CertificatePaths,
  files: Pick<DurableFiles, 'read'>,
): Promise<Result<TlsCertificate, AppError>> {
  try {
    const cert = await readPem(files, paths.certificate);
    const key = await readPem(files, paths.privateKey);
    const certificate = parseCertificate(cert, paths.certificate);
    const privateKey = parsePrivateKey(key, paths.privateKey);
    if (!certificate.checkPrivateKey(privateKey)) throw invalid(paths.privateKey, 'mismatch');
    checkUsable(cert, key, paths.certificate);
    const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
    const keyHash = copyBytes(createHash('sha256').update(spki).digest());
    return ok({ cert, key: new Secret(key), keyHash, expiresAt: Date.parse(certificate.validTo) });
  } catch (error) {
    if (error instanceof AppError) return err(error);
    throw error;
  }
}

async function makeCertificate(nowMs: number): Promise<{ certificate: string; privateKey: string }> {
  const pair = await makeKeyPair('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  // Loaded only here: a node makes one certificate in its life.
  const { default: forge } = await import('node-forge');
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(nowMs - BACKDATE_MS);
  certificate.validity.notAfter = new Date(nowMs);
  certificate.validity.notAfter.setUTCFullYear(
    certificate.validity.notAfter.getUTCFullYear() + LIFETIME_YEARS,
  );
  const name = [{ name: 'commonName', value: 'localhost' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(certificate), privateKey: pair.privateKey };
}

async function readPem(files: Pick<DurableFiles, 'read'>, file: string): Promise<string> {
  let content: Bytes | undefined;
  try {
    content = await files.read(file);
  } catch (error) {
    throw invalid(file, 'unreadable', error);
  }
  if (!content) throw invalid(file, 'missing');
  return fromUtf8(content) ?? '';
}

function parseCertificate(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw invalid(file, 'not-a-certificate', error);
  }
}

function parsePrivateKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    // Both PEM forms of a key behind a passphrase say so in clear (RFC 7468 section 11, RFC 1421 section 4.6.1.1).
    throw invalid(file, /ENCRYPTED/.test(pem) ? 'encrypted-key' : 'not-a-private-key', error);
  }
}

/** Catches what only TLS itself refuses, such as keys below its security level. */
function checkUsable(cert: string, key: string, file: string): void {
  try {
    createSecureContext({ cert, key, minVersion: 'TLSv1.3' });
  } catch (error) {
    throw invalid(file, 'refused', error);
  }
}

function invalid(file: string, reason: string, cause?: unknown): AppError {
  return new AppError('CERTIFICATE_INVALID', { file, reason }, cause);
}

async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = errorCode(error);
    const isDenied = reason === 'EACCES' || reason === 'EPERM' || reason === 'EROFS';
    throw new AppError(isDenied ? 'ACCESS_DENIED' : 'HOME_UNUSABLE', { path, reason }, error);
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
