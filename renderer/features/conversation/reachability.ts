// Whether two people can call each other at all, as far as it is known here.

import type { ContactRow, LinkRow, SelfValue, StatusValue } from '../../../src/contract/values.js';
import { reachOf } from '../../text/reach.js';

export interface ReachFacts {
  readonly contact: Pick<ContactRow, 'addresses'>;
  readonly link: Pick<LinkRow, 'state' | 'error' | 'lastSeenAt'> | undefined;
  readonly self: Pick<SelfValue, 'addresses'>;
  readonly status: Pick<StatusValue, 'lastReachedBy'>;
}

/**
 * neither: no call can come from outside to either side. onlyThem: they cannot call here, and where they are called nobody
 * answers now. Undefined: it works, or nothing speaks against it.
 */
export type Obstacle = 'neither' | 'onlyThem';

export interface Reachability {
  readonly obstacle: Obstacle | undefined;
  /** This node listens on it; empty when it does not. */
  readonly port: string;
}

export function obstacleOf({ contact, link, self, status }: ReachFacts): Obstacle | undefined {
  if (!link || link.state === 'up' || link.lastSeenAt > 0) return undefined;
  // Somebody called: so somebody can.
  const canBeCalled = status.lastReachedBy !== null || self.addresses.some(isPublic);
  if (canBeCalled) return undefined;
  if (contact.addresses.length === 0) return 'neither';
  if (!link.error) return undefined;
  return contact.addresses.some(isPublic) ? 'onlyThem' : 'neither';
}

function isPublic(address: string): boolean {
  return reachOf(address) === 'public';
}
