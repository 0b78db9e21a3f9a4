import { type Reach, reachOf } from '../../text/reach.js';
import { words } from '../../words/language.js';

/** To be sent to a friend: what Kith is and how to get it, and the link on a line of its own. */
export function invitationText(link: string): string {
  return `${words('invite.message')}\n${link}`;
}

/** Why the link may not be enough for a friend; undefined: it should be. */
export function invitationWarning(addresses: readonly string[]): 'none' | 'loopback' | 'private' | undefined {
  if (addresses.length === 0) return 'none';
  const reaches = new Set<Reach>(addresses.map(reachOf));
  if (reaches.has('public')) return undefined;
  return reaches.has('private') ? 'private' : 'loopback';
}
