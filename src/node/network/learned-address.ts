// Where an address leads that a contact named itself. Its owner decides what it says, so it must not send this node into its
// own machine or network (SSRF): only to where the owner typed or where the contact itself has called from.

import { isIP } from 'node:net';
import { formatHostPort, parseHostPort } from '../../base/host-port.js';
import { isInsideIp } from '../../base/inside-ip.js';

/** Below it are the ports of other services, on which a node is rare and a foreign TLS handshake a nuisance. */
const FIRST_FREE_PORT = 1_024;
const HTTPS_PORT = 443;

/**
 * Which resolved addresses the dial of a learned `host:port` may connect to.
 * @param typed what the owner typed for this contact, `host:port`
 * @param calledFrom the IP of the contact's last own call
 * @param isOwnNetwork whether an address of the internet is this machine's or its network's
 */
export function reachOfLearned(
  learned: string,
  typed: readonly string[],
  calledFrom: string | null,
  isOwnNetwork: (ip: string) => boolean,
): (ip: string) => boolean {
  const port = parseHostPort(learned)?.port ?? 0;
  if (port < FIRST_FREE_PORT && port !== HTTPS_PORT) return () => false;
  const known = new Set([...typed.map((address) => parseHostPort(address)?.host), calledFrom]);
  return (ip) => known.has(ip) || (!isInsideIp(ip) && !isOwnNetwork(ip));
}

/**
 * Of the places a record states those that files may be fetched from without a lookup: an address outside, or the one the
 * contact's link comes from. A name could answer differently each time.
 */
export function statedPlaces<Place extends { readonly host: string; readonly port: number }>(
  stated: readonly Place[],
  calledFrom: string,
  isOwnNetwork: (ip: string) => boolean,
): readonly Place[] {
  return stated.filter((place) => {
    const mayReach = reachOfLearned(formatHostPort(place), [], calledFrom, isOwnNetwork);
    return isIP(place.host) !== 0 && mayReach(place.host);
  });
}
