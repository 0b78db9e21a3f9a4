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
  const address = normaliseAddress(trimmed);
  return address === undefined ? refuse('address') : ok({ address, nodeId: null });
}

/** `host:port` in its one written form, with the default port filled in; undefined when it is not an address. */
export function normaliseAddress(text: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@[\]]+))(?::(\d{1,5}))?$/i.exec(text);
  if (!match) return isBareIpv6(text) ? `[${text.toLowerCase()}]:${String(DEFAULT_PORT)}` : undefined;
  const port = match[3] === undefined ? DEFAULT_PORT : Number(match[3]);
  if (port < 1 || port > 65_535) return undefined;
  const v6 = match[1];
  if (v6 !== undefined) return v6.includes(':') ? `[${v6.toLowerCase()}]:${String(port)}` : undefined;
  const host = (match[2] ?? '').toLowerCase().replace(/\.$/, '');
  return isHost(host) ? `${host}:${String(port)}` : undefined;
}

function parseLink(link: string): Result<AddTarget, AppError> {
  const match = /^kith:\/\/add\/([^?]*)\?(?:[^#]*&)?id=([^&#]*)/i.exec(link);
  const nodeId = match?.[2] === undefined ? undefined : parseNodeId(match[2].replace(/[.,;:!)\]]+$/, ''));
  if (!match || nodeId === undefined) return refuse('link-id');
  const place = (match[1] ?? '').replace(/\/$/, '');
  if (place === '') return ok({ address: null, nodeId });
  const address = normaliseAddress(place);
  return address === undefined ? refuse('address') : ok({ address, nodeId });
}

/** A DNS name (any script; the resolver has the last word) or an IPv4 literal. */
function isHost(host: string): boolean {
  if (host.length === 0 || host.length > 253) return false;
  if (/^[\d.]+$/.test(host)) {
    const parts = host.split('.');
    return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  }
  return host
    .split('.')
    .every((label) => /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u.test(label));
}

function isBareIpv6(text: string): boolean {
  return /^[0-9a-f:.]+$/i.test(text) && (text.match(/:/g)?.length ?? 0) >= 2;
}

function refuse(reason: 'empty' | 'scheme' | 'no-link' | 'address' | 'link-id'): Result<never, AppError> {
  return err(new AppError('TARGET_INVALID', { reason }));
}
