import type { Config } from '../adapters/config/settings.js';
import { durableFiles } from '../adapters/filesystem/durable-file.js';
import type { Home } from '../adapters/filesystem/home.js';
import { loadCertificate, loadOrMakeCertificate, type TlsCertificate } from '../adapters/tls/certificate.js';
import type { Timers } from '../core/ports/timers.js';

/** The operator's certificate if the settings name one, else the node's own. Throws AppError CERTIFICATE_INVALID. */
export async function openCertificate(home: Home, config: Config, timers: Timers): Promise<TlsCertificate> {
  const files = durableFiles();
  const { certificate, privateKey } = config;
  const loaded =
    certificate !== null && privateKey !== null
      ? await loadCertificate({ certificate, privateKey }, files)
      : await loadOrMakeCertificate(home.certsDir, files, timers.now());
  if (!loaded.ok) throw loaded.error;
  return loaded.value;
}
