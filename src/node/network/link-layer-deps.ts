import type { FederationServerOptions } from '../../adapters/http/federation-server.js';
import type { TlsCertificate } from '../../adapters/tls/certificate.js';
import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';
import type { LinkCrypto } from '../../core/ports/link-crypto.js';
import type { Timers } from '../../core/ports/timers.js';

/** What the network side needs from the world. */
export interface LinkLayerDeps {
  readonly certificate: TlsCertificate;
  readonly crypto: LinkCrypto;
  readonly timers: Timers;
  /** Whether `nodeId` signed `body` under `label`. A rejection counts as no. */
  readonly verify: (
    nodeId: NodeId,
    label: 'link-key' | 'record',
    body: Bytes,
    signature: Bytes,
  ) => Promise<boolean>;
  /** In [0, 1); for jitter only. */
  readonly random: () => number;
  /** As `FederationServerOptions.file`. */
  readonly file: FederationServerOptions['file'];
  /** Whether an IP literal of the internet is an address of this machine or of a network it stands in. */
  readonly isOwnNetwork: (ip: string) => boolean;
  readonly log: (event: string, fields: Readonly<Record<string, string | number | boolean>>) => void;
  /** The own address to dial from; the system chooses when absent. */
  readonly localAddress?: string | undefined;
}
