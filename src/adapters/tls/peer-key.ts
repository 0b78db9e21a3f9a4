// What a TLS connection says about the other side's certificate.

import { createHash, X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { type Bytes, copyBytes } from '../../base/bytes.js';

/**
 * SHA-256 of the peer's public key (SubjectPublicKeyInfo, DER), or undefined when the connection shows none, which after
 * a resumed session is always so; callers treat that as a failure where a key is demanded.
 */
export function peerKeyHash(socket: TLSSocket): Bytes | undefined {
  // `getPeerX509Certificate()` answers only once per client connection on Node 20; this form answers always. Without a
  // certificate it is an empty object, whatever its type says.
  const raw = (socket.getPeerCertificate(true) as { raw?: Buffer } | null)?.raw;
  if (!raw) return undefined;
  const spki = new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' });
  return copyBytes(createHash('sha256').update(spki).digest());
}
