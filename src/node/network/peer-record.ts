import type { EstablishedLink } from '../../core/link/index.js';
import { formatHostPort } from '../../base/host-port.js';
import type { PeerRecord } from './link-layer.js';

/** The record a peer proved itself with, as the rest of the node wants it. */
export function peerRecord({ remoteRecord }: EstablishedLink): PeerRecord | null {
  if (!remoteRecord) return null;
  const { signed, record } = remoteRecord;
  return { signed, sequence: record.sequence, addresses: record.addresses.map(formatHostPort) };
}
