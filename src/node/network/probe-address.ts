// Who answers at an address. What the address claims and what its node proves have to agree.

import { fetchClaim } from '../../adapters/http/claim-client.js';
import { AppError, type ErrorParams } from '../../base/app-error.js';
import { parseHostPort } from '../../base/host-port.js';
import type { NodeId } from '../../base/ids.js';
import { err, ok, type Result } from '../../base/result.js';
import { decodeRecord, type PublicRecord } from '../../protocol/record-codec.js';
import { decodeSigned } from '../../protocol/signed-codec.js';
import { negotiate, olderSide, PROTOCOL_VERSIONS } from '../../protocol/version.js';
import { dialLink, type DialledLink } from './dial-link.js';
import type { LinkCredentials, ProbedNode } from './link-layer.js';
import type { LinkLayerDeps } from './link-layer-deps.js';
import { peerRecord } from './peer-record.js';
import { reachError } from './reach-error.js';

export interface Probe {
  readonly address: string;
  readonly expect: NodeId | undefined;
  readonly credentials: LinkCredentials;
}

/** As `LinkLayer.probe`. */
export async function probeAddress(deps: LinkLayerDeps, probe: Probe): Promise<Result<ProbedNode, AppError>> {
  const { address, expect, credentials } = probe;
  const claim = await readClaim(deps, address);
  if (!claim.ok) return claim;
  const claimed = claim.value.nodeId;
  const fail = (
    code: 'LINK_TO_SELF' | 'PEER_OTHER_IDENTITY' | 'PEER_VERSION_UNSUPPORTED',
    more: ErrorParams = {},
  ) => err(new AppError(code, { address, ...more }));
  if (claimed === credentials.nodeId) return fail('LINK_TO_SELF');
  if (expect !== undefined && claimed !== expect) return fail('PEER_OTHER_IDENTITY', { fromLink: true });
  if (negotiate(PROTOCOL_VERSIONS, claim.value.versions) === undefined)
    return fail('PEER_VERSION_UNSUPPORTED', {
      older: olderSide(PROTOCOL_VERSIONS, claim.value.versions),
    });
  const proved = await prove(deps, probe, claimed);
  if (!proved.ok) return proved;
  const { socket, established } = proved.value;
  socket.terminate();
  return ok({ nodeId: established.nodeId, record: peerRecord(established), address });
}

/** The record served there. Its signature is not looked at: the handshake proves more. */
async function readClaim(deps: LinkLayerDeps, address: string): Promise<Result<PublicRecord, AppError>> {
  const place = parseHostPort(address);
  if (!place) return err(new AppError('TARGET_INVALID', { address }));
  const { timers, localAddress } = deps;
  const fetched = await fetchClaim({ ...place, timers, localAddress });
  if (!fetched.ok) return err(reachError(fetched.error, address));
  const signed = decodeSigned(fetched.value);
  const record = signed.ok ? decodeRecord(signed.value) : signed;
  return record.ok ? record : err(new AppError('PEER_NOT_KITH', { address }, record.error));
}

function prove(
  deps: LinkLayerDeps,
  { address, credentials }: Probe,
  expectedNodeId: NodeId,
): Promise<Result<DialledLink, AppError>> {
  return new Promise((resolve) => {
    dialLink(deps, { address, credentials, expectedNodeId, isProbe: true }, resolve);
  });
}
