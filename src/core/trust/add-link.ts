// What people paste to add each other: `host:port`, `kith://add/host:port?id=kith1…`, or any text that holds such a link.

import { AppError } from '../../base/app-error.js';
import { formatNodeId, type NodeId, parseNodeId } from '../../base/ids.js';
import { err, ok, type Result } from '../../base/result.js';

export const DEFAULT_PORT = 8443;

/** Where to call and whom to expect. At least one of both is known. */
export interface AddTarget {
  /** `host:port`, IPv6 literals in brackets. */
  readonly address: string | null;
  readonly nodeId: NodeId | null;
}

/** The public, permanent link of a node; it grants nothing (DESIGN 4). */
export function formatAddLink(nodeId: NodeId, address: string | undefined): string {
  return `kith://add/${address ?? ''}?id=${formatNodeId(nodeId)}`;
}

/** Reads what a person typed or pasted. TARGET_INVALID with a `reason` names what is wrong with it. */
export function parseAddTarget(text: string): Result<AddTarget, AppError> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('empty');
  const link = /kith:\/\/add\/[^\s<>"']*/i.exec(trimmed)?.[0];
  if (link !== undefined) return parseLink(link);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return refuse('scheme');
  if (/\s/.test(trimmed)) return refuse('no-link');
  const bare = parseNodeId(trimmed);
  if (bare) return ok({ address: null, nodeId: bare });
  // A key that was mistyped or cut off could pass as the name of a machine.
  if (/^kith1[0-9a-z]{30,}$/i.test(trimmed)) return refuse('link-id');
  const address = normaliseAddress(trimmed);
  return address === undefined ? refuse('address') : ok({ address, nodeId: null });
}

/** `host:port` in its one written form, with the default port filled in; undefined when it is not an address. */
export function normaliseAddress(text: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@[\]]+))(?::(\d{1,5}))?$/i.exec(text);
  if (!match) return isIpv6(text) ? `[${text.toLowerCase()}]:${String(DEFAULT_PORT)}` : undefined;
  const port = match[3] === undefined ? DEFAULT_PORT : Number(match[3]);
  if (port < 1 || port > 65_535) return undefined;
  const v6 = match[1];
  if (v6 !== undefined) return isIpv6(v6) ? `[${v6.toLowerCase()}]:${String(port)}` : undefined;
  const host = (match[2] ?? '').toLowerCase().replace(/\.$/, '');
  return isHost(host) ? `${host}:${String(port)}` : undefined;
}

function parseLink(link: string): Result<AddTarget, AppError> {
  // Whatever follows the last character a NodeId can have belongs to the sentence around the link.
  const match = /^kith:\/\/add\/([^?]*)\?(?:[^#]*&)?id=([0-9a-z]*)/i.exec(link);
  const nodeId = match?.[2] === undefined ? undefined : parseNodeId(match[2]);
  if (!match || nodeId === undefined) return refuse('link-id');
  const place = percentDecoded(match[1] ?? '').replace(/\/$/, '');
  if (place === '') return ok({ address: null, nodeId });
  const address = normaliseAddress(place);
  return address === undefined ? refuse('address') : ok({ address, nodeId });
}

/** Programs that pass links on escape brackets and letters beyond ASCII. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A DNS name (any script; the resolver has the last word) or an IPv4 literal. */
function isHost(host: string): boolean {
  if (host.length === 0 || host.length > 253) return false;
  const labels = host.split('.');
  // Resolvers read a name that ends in a number as an IPv4 address, in octal or hexadecimal too: one spelling is enough.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return isIpv4(host);
  return labels.every((label) =>
    /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?$/u.test(label),
  );
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/** RFC 4291 section 2.2, without a zone. */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.');
  if (embedded && !(isIpv4(last) && text.endsWith(last))) return false;
  const plain = embedded ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const length = groups.length + (embedded ? 1 : 0);
  return halves.length === 2 ? length <= 7 : length === 8;
}

function refuse(reason: 'empty' | 'scheme' | 'no-link' | 'address' | 'link-id'): Result<never, AppError> {
  return err(new AppError('TARGET_INVALID', { reason }));
}
