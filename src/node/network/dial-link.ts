// One attempt at one address: connection, WebSocket, handshake.

import { dialWebSocket } from '../../adapters/websocket/dial-web-socket.js';
import type { FrameSocket } from '../../adapters/websocket/frame-socket.js';
import { peerKeyHash } from '../../adapters/tls/peer-key.js';
import { AppError } from '../../base/app-error.js';
import { parseHostPort } from '../../base/host-port.js';
import type { NodeId } from '../../base/ids.js';
import { err, ok, type Result } from '../../base/result.js';
import type { EstablishedLink } from '../../core/link/index.js';
import type { LinkCredentials } from './link-layer.js';
import type { LinkLayerDeps } from './link-layer-deps.js';
import { reachError } from './reach-error.js';
import { type RunningHandshake, runHandshake } from './run-handshake.js';

/** Up to the open WebSocket. */
const CONNECT_TIMEOUT_MS = 10_000;

export interface LinkDial {
  /** `host:port`. */
  readonly address: string;
  readonly credentials: LinkCredentials;
  /** Who has to answer; undefined: anybody may. */
  readonly expectedNodeId: NodeId | undefined;
  /** As in `DialOptions`. */
  readonly mayReach?: ((ip: string) => boolean) | undefined;
  /** As in `HandshakeTask`. */
  readonly isProbe?: boolean;
}

export interface DialledLink {
  readonly socket: FrameSocket;
  readonly established: EstablishedLink;
}

/** Calls `done` once, unless it is cancelled first. Errors carry {address}. */
export function dialLink(
  deps: LinkLayerDeps,
  dial: LinkDial,
  done: (outcome: Result<DialledLink, AppError>) => void,
): { cancel(): void } {
  const { address } = dial;
  const place = parseHostPort(address);
  if (!place) {
    return {
      cancel: deps.timers.after(0, () => {
        done(err(new AppError('TARGET_INVALID', { address })));
      }),
    };
  }
  const { timers, localAddress } = deps;
  const connecting = dialWebSocket({
    ...place,
    timeoutMs: CONNECT_TIMEOUT_MS,
    mayReach: dial.mayReach,
    localAddress,
    timers,
    observeKey: peerKeyHash,
  });
  let handshake: RunningHandshake | undefined;
  let isCancelled = false;
  void connecting.outcome.then((connected) => {
    if (isCancelled) {
      if (connected.ok) connected.value.terminate();
      return;
    }
    if (!connected.ok) return done(err(reachError(connected.error, address)));
    const socket = connected.value;
    const tlsKeyHash = socket.observedTlsKeyHash ?? null;
    const task = { ...dial, socket, dialled: { ...place, tlsKeyHash } };
    handshake = runHandshake(deps, task, (outcome) => {
      if (outcome.ok) done(ok({ socket, established: outcome.value }));
      else done(err(new AppError(outcome.error.code, { ...outcome.error.params, address }, outcome.error)));
    });
  });
  return {
    cancel: () => {
      isCancelled = true;
      connecting.cancel();
      handshake?.cancel();
    },
  };
}
