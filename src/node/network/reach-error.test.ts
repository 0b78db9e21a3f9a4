import { describe, expect, it } from 'vitest';
import type { ReachFailure } from '../../core/ports/reach-failure.js';
import { reachError } from './reach-error.js';

const system = (code: string): ReachFailure => ({ kind: 'system', code, cause: undefined });
const status = (code: number): ReachFailure => ({ kind: 'status', status: code });

describe('a failed connection', () => {
  it.each<[ReachFailure, string]>([
    [{ kind: 'timeout' }, 'PEER_TIMEOUT'],
    [{ kind: 'not-kith' }, 'PEER_NOT_KITH'],
    [status(404), 'PEER_NOT_KITH'],
    [status(503), 'PEER_BUSY'],
    [status(502), 'PEER_UNREACHABLE'],
    [status(504), 'PEER_UNREACHABLE'],
    [system('ECONNREFUSED'), 'PEER_REFUSED_CONNECTION'],
    [system('ENOTFOUND'), 'PEER_NAME_UNKNOWN'],
    [system('EAI_AGAIN'), 'PEER_NAME_UNKNOWN'],
    [system('ETIMEDOUT'), 'PEER_TIMEOUT'],
    [system('ECONNRESET'), 'PEER_CLOSED'],
    [system('EHOSTUNREACH'), 'PEER_UNREACHABLE'],
    [system('ENETUNREACH'), 'PEER_UNREACHABLE'],
    [system('EPROTO'), 'PEER_NOT_TLS'],
    [system('ERR_SSL_WRONG_VERSION_NUMBER'), 'PEER_NOT_TLS'],
    [system('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), 'PEER_NOT_KITH'],
  ])('%o is %s', (failure, code) => {
    const error = reachError(failure, 'bob.example:8443');
    expect(error.code).toBe(code);
    expect(error.params['address']).toBe('bob.example:8443');
  });
});
