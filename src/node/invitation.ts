// What the owner of a node gives to friends.

import { formatHostPort, type HostPort } from '../base/host-port.js';
import type { NodeId } from '../base/ids.js';
import type { SelfValue } from '../contract/values.js';
import { formatAddLink } from '../core/trust/index.js';

/** The link names the first of the addresses, or none where none is known. */
export function invitation(
  nodeId: NodeId,
  addresses: readonly HostPort[],
): Pick<SelfValue, 'link' | 'addresses'> {
  const texts = addresses.map(formatHostPort);
  return { link: formatAddLink(nodeId, texts[0]), addresses: texts };
}
