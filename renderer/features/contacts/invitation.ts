import { type Reach, reachOf } from '../../text/reach.js';

/** Why the link may not be enough for a friend; undefined: it should be. */
export function invitationWarning(addresses: readonly string[]): 'none' | 'loopback' | 'private' | undefined {
  if (addresses.length === 0) return 'none';
  const reaches = new Set<Reach>(addresses.map(reachOf));
  if (reaches.has('public')) return undefined;
  return reaches.has('private') ? 'private' : 'loopback';
}
