// A certificate for tests: real, self-signed, made once per process because RSA keys take their time.

import { loadOrMakeCertificate, type TlsCertificate } from '../../adapters/tls/certificate.js';
import type { Bytes } from '../../base/bytes.js';
import type { DurableFiles } from '../../core/ports/durable-files.js';

/** Files that live in a map. */
export function filesInMemory(contents = new Map<string, Bytes>()): DurableFiles {
  return {
    read: (path) => Promise.resolve(contents.get(path)),
    write: (path, content) => {
      contents.set(path, new Uint8Array(content));
      return Promise.resolve();
    },
    remove: (path) => {
      contents.delete(path);
      return Promise.resolve();
    },
  };
}

let made: Promise<TlsCertificate> | undefined;

export function testCertificate(): Promise<TlsCertificate> {
  return (made ??= makeTestCertificate());
}

/** One more certificate, with a key of its own. */
export async function makeTestCertificate(): Promise<TlsCertificate> {
  const result = await loadOrMakeCertificate('.', filesInMemory(), Date.now());
  if (!result.ok) throw result.error;
  return result.value;
}
