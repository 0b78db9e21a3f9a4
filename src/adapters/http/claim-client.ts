// Asks an address for its public record. What comes back is a claim by whoever answers: the certificate is not judged, and
// only a handshake with the named node makes it more than that.

import { isIP } from 'node:net';
import type * as undiciPackage from 'undici';
import type { Bytes } from '../../base/bytes.js';
import { err, ok, type Result } from '../../base/result.js';
import type { ReachFailure } from '../../core/ports/reach-failure.js';
import type { Timers } from '../../core/ports/timers.js';
import { CLAIM_MAX_BYTES, CLAIM_TIMEOUT_MS } from './limits.js';
import { RECORD_PATH } from './paths.js';

export interface ClaimRequest {
  /** DNS name or IP literal, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly localAddress?: string | undefined;
  readonly timers: Timers;
}

/** The bytes served as public record, at most 8 KiB, undecoded and unproved. */
export async function fetchClaim(claim: ClaimRequest): Promise<Result<Bytes, ReachFailure>> {
  const abort = new AbortController();
  const stopTimer = claim.timers.after(CLAIM_TIMEOUT_MS, () => {
    abort.abort();
  });
  // Loaded when somebody is looked up for the first time: a node that only runs does without its 9 MB.
  const undici = await import('undici');
  const agent = createAgent(claim, undici);
  try {
    return await get(claim, { agent, undici }, abort.signal);
  } catch (error) {
    return err(abort.signal.aborted ? { kind: 'timeout' } : failureOf(error));
  } finally {
    stopTimer();
    await agent.destroy();
  }
}

type Undici = typeof undiciPackage;

/** A fresh agent per request: nothing of one peer's connection is reused for another. */
function createAgent({ localAddress }: ClaimRequest, undici: Undici): undiciPackage.Agent {
  return new undici.Agent({
    allowH2: false,
    maxResponseSize: CLAIM_MAX_BYTES,
    connect: {
      rejectUnauthorized: false,
      minVersion: 'TLSv1.3',
      maxCachedSessions: 0,
      timeout: CLAIM_TIMEOUT_MS,
      ...(localAddress === undefined ? {} : { localAddress }),
    },
  });
}

async function get(
  { host, port }: ClaimRequest,
  { agent, undici }: { readonly agent: undiciPackage.Agent; readonly undici: Undici },
  signal: AbortSignal,
): Promise<Result<Bytes, ReachFailure>> {
  const authority = isIP(host) === 6 ? `[${host}]` : host;
  const url = `https://${authority}:${String(port)}${RECORD_PATH}`;
  const { statusCode, body } = await undici.request(url, { dispatcher: agent, signal });
  if (statusCode !== 200) {
    body.on('error', () => undefined).destroy();
    return err({ kind: 'status', status: statusCode });
  }
  return ok(new Uint8Array(await body.arrayBuffer()));
}

function failureOf(error: unknown): ReachFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return { kind: 'timeout' };
  // undici's remaining codes mean an answer that is not proper HTTP, or too long.
  if (code.startsWith('UND_ERR_RES') || code.startsWith('HPE_')) return { kind: 'not-kith' };
  return { kind: 'system', code, cause: error };
}
