// What the owner may write where a host or an address is meant.

import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** An address others can dial; port null means the port the node listens on. */
export interface PublicAddress {
  /** IP address or DNS name in ASCII, an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number | null;
}

const LONGEST_NAME = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const HIGHEST_PORT = 65_535;

/** The host in the form it is used, or undefined: an IP address, or a DNS name (RFC 1123; others by IDNA). */
export function parseHost(text: string): string | undefined {
  if (isIP(text) !== 0) return text;
  const name = domainToASCII(text).toLowerCase();
  if (name === '' || name.length > LONGEST_NAME) return undefined;
  const labels = name.split('.');
  // Digits and dots that are no IPv4 address are a mistyped one, not a name.
  if (/^\d+$/.test(labels.at(-1) ?? '')) return undefined;
  return labels.every((label) => LABEL.test(label)) ? name : undefined;
}

/** A decimal port, or undefined. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= HIGHEST_PORT ? port : undefined;
}

/** `host`, `host:port`, `[IPv6]:port` or a bare IPv6 address; undefined otherwise. */
export function parsePublicAddress(text: string): PublicAddress | undefined {
  if (isIP(text) === 6) return { host: text, port: null };
  const match = /^(?:\[(?<ipv6>[^\]]*)\]|(?<name>[^:[\]]+))(?::(?<port>\d+))?$/.exec(text);
  const { ipv6, name, port: digits } = match?.groups ?? {};
  const host = ipv6 === undefined ? parseHost(name ?? '') : ipv6Address(ipv6);
  const port = digits === undefined ? null : parsePort(digits);
  // Port 0 is a wish to the system, nothing to tell others.
  return host === undefined || port === undefined || port === 0 ? undefined : { host, port };
}

function ipv6Address(text: string): string | undefined {
  return isIP(text) === 6 ? text : undefined;
}
