// Who may be answered at all: requests that name exactly this server, from a page of exactly this server.

import type { IncomingMessage } from 'node:http';

export interface Place {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
}

/**
 * A name that was made to point at this machine (DNS rebinding) still stands in `Host`; a foreign page stands in `Origin`
 * and in `Sec-Fetch-Site`.
 */
export function isFromHere(request: IncomingMessage, place: Place, needs: { origin: boolean }): boolean {
  const { host, origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (host !== place.host) return false;
  if (site === 'cross-site' || site === 'same-site') {
    // Opening the printed address from another program or page is how everybody comes here.
    if (needs.origin || request.headers['sec-fetch-mode'] !== 'navigate') return false;
  }
  return needs.origin ? origin === place.origin : origin === undefined || origin === place.origin;
}

/** What a browser asks for to draw or play it inside a page. Others than browsers do not say. */
export function isPartOfPage({ headers }: IncomingMessage): boolean {
  const destination = headers['sec-fetch-dest'];
  return destination === undefined || PARTS.has(destination);
}

const PARTS = new Set(['image', 'video', 'audio', 'empty']);

/** The value of a cookie of ours; every port of this machine shares the same jar. */
export function cookieOf(request: IncomingMessage, name: string): string {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value ?? '';
  }
  return '';
}
