// What a failed connection means to the owner, by the code of the operating system or of TLS.

import { AppError, type ErrorCode } from '../../base/app-error.js';
import type { ReachFailure } from '../../core/ports/reach-failure.js';

/** @param address `host:port` that was tried */
export function reachError(failure: ReachFailure, address: string): AppError {
  switch (failure.kind) {
    case 'timeout':
      return new AppError('PEER_TIMEOUT', { address });
    case 'not-kith':
      return new AppError('PEER_NOT_KITH', { address });
    case 'status':
      return new AppError(STATUS_CODES.get(failure.status) ?? 'PEER_NOT_KITH', {
        address,
        status: failure.status,
      });
    case 'system':
      return new AppError(systemCode(failure.code), { address, system: failure.code }, failure.cause);
  }
}

/** What the node itself says, and what a proxy says for a node that does not answer. */
const STATUS_CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [503, 'PEER_BUSY'],
  [502, 'PEER_UNREACHABLE'],
  [504, 'PEER_UNREACHABLE'],
]);

const SYSTEM_CODES: ReadonlyMap<string, ErrorCode> = new Map([
  ['ECONNREFUSED', 'PEER_REFUSED_CONNECTION'],
  ['ENOTFOUND', 'PEER_NAME_UNKNOWN'],
  ['EAI_AGAIN', 'PEER_NAME_UNKNOWN'],
  ['EAI_NODATA', 'PEER_NAME_UNKNOWN'],
  ['EAI_NONAME', 'PEER_NAME_UNKNOWN'],
  ['ETIMEDOUT', 'PEER_TIMEOUT'],
  ['ECONNRESET', 'PEER_CLOSED'],
  ['EPIPE', 'PEER_CLOSED'],
  ['UND_ERR_SOCKET', 'PEER_CLOSED'],
  ['EPROTO', 'PEER_NOT_TLS'],
]);

function systemCode(code: string): ErrorCode {
  const known = SYSTEM_CODES.get(code);
  if (known) return known;
  // An alert comes from a server that does speak TLS, but none that a Kith node does.
  if (code.startsWith('ERR_SSL_')) return code.includes('ALERT') ? 'PEER_NOT_KITH' : 'PEER_NOT_TLS';
  return 'PEER_UNREACHABLE';
}
