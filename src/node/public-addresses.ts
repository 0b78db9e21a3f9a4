import type { Config } from '../adapters/config/settings.js';
import type { Bytes } from '../base/bytes.js';
import type { HostPort } from '../base/host-port.js';
import { LIMITS } from '../protocol/limits.js';
import type { RecordAddress } from '../protocol/record-codec.js';

const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

/**
 * What this node tells others: the setting `public_ip`, else the one address it listens on; nothing when it listens on
 * all, because which of them others can reach is not known.
 */
export function publicPlaces(config: Config, port: number): readonly HostPort[] {
  const told = config.publicIp.map((address) => ({ host: address.host, port: address.port ?? port }));
  if (told.length > 0) return told.slice(0, LIMITS.recordAddresses);
  return EVERY_ADDRESS.has(config.host) ? [] : [{ host: config.host, port }];
}

/** As `publicPlaces`, with the key by which this node is known there. */
export function publicAddresses(config: Config, port: number, tlsKeyHash: Bytes): readonly RecordAddress[] {
  return publicPlaces(config, port).map((place) => ({ ...place, tlsKeyHash }));
}
