// Who is behind an address or a link: called, and made to prove the key before anything is shown.

import { AppError } from '../base/app-error.js';
import { formatNodeId, type NodeId } from '../base/ids.js';
import type { CommandResult } from '../contract/commands.js';
import { parseAddTarget } from '../core/trust/index.js';
import type { OpenNode } from './open-node.js';

export async function lookUp(open: OpenNode, text: string): Promise<CommandResult<'lookUp'>> {
  const parsed = parseAddTarget(text);
  if (!parsed.ok) throw parsed.error;
  const { address, nodeId: expected } = parsed.value;
  if (expected === open.facts.nodeId) throw new AppError('CONTACT_IS_SELF');
  const proved = address === null ? null : await prove(open, address, expected);
  const nodeId = proved ?? expected;
  if (nodeId === null) throw new AppError('TARGET_INVALID', { reason: 'address' });
  return {
    nodeId,
    nodeIdText: formatNodeId(nodeId),
    fingerprint: await open.lane.fingerprint(nodeId),
    address,
    fromLink: expected !== null,
    reached: proved !== null,
    contactId: open.contacts.contactIdOf(nodeId),
  };
}

/**
 * The NodeId proved at the address. Null when nobody answered but the link says who it is: the request can wait. Somebody
 * else answering is an error in any case.
 */
async function prove(open: OpenNode, address: string, expected: NodeId | null): Promise<NodeId | null> {
  if (open.listening === null) throw new AppError('PEER_UNREACHABLE', { address });
  const probed = await open.layer.probe(address, expected ?? undefined);
  if (probed.ok) return probed.value.nodeId;
  const { error } = probed;
  if (AppError.is(error, 'LINK_TO_SELF')) throw new AppError('CONTACT_IS_SELF');
  if (expected !== null && MAY_COME_LATER.has(error.code)) return null;
  throw error;
}

const MAY_COME_LATER: ReadonlySet<string> = new Set([
  'PEER_UNREACHABLE',
  'PEER_REFUSED_CONNECTION',
  'PEER_TIMEOUT',
  'PEER_BUSY',
  'PEER_CLOSED',
]);
