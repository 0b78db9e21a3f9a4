import type { Config } from '../adapters/config/settings.js';
import type { Bytes } from '../base/bytes.js';
import { LIMITS } from '../protocol/limits.js';
import type { RecordAddress } from '../protocol/record-codec.js';

const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

/**
 * What this node tells others: the setting `public_ip`, else the one address it listens on; nothing when it listens on
 * all, because which of them others can reach is not known.
 */
export function publicAddresses(config: Config, port: number, tlsKeyHash: Bytes): readonly RecordAddress[] {
  const told = config.publicIp.map((address) => ({
    host: address.host,
    port: address.port ?? port,
    tlsKeyHash,
  }));
  if (told.length > 0) return told.slice(0, LIMITS.recordAddresses);
  return EVERY_ADDRESS.has(config.host) ? [] : [{ host: config.host, port, tlsKeyHash }];
}
