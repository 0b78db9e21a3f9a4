// The answering side: the federation port, the upgrade, and the handshake of whoever comes in.

import { createFederationServer } from '../../adapters/http/federation-server.js';
import { createWebSocketAcceptor } from '../../adapters/websocket/accept-web-socket.js';
import { LINK_PATH, SUBPROTOCOL } from '../../adapters/websocket/settings.js';
import type { NodeId } from '../../base/ids.js';
import type { DialledLink } from './dial-link.js';
import type { LinkCredentials } from './link-layer.js';
import type { LinkLayerDeps } from './link-layer-deps.js';
import { PreAuthGate } from './pre-auth-gate.js';
import { type RunningHandshake, runHandshake } from './run-handshake.js';

export interface InboundWorld {
  credentials(): LinkCredentials | undefined;
  isContact(nodeId: NodeId): boolean;
  /** `beganAtMs` is monotonic. To be attached to at once. */
  connected(peer: DialledLink, beganAtMs: number): void;
}

export interface InboundLinks {
  /** As `LinkLayer.listen`. */
  listen(host: string, port: number): Promise<{ host: string; port: number }>;
  /** A contact came from this address before, so long ago. */
  remember(ip: string, agoMs: number): void;
  /** Ends the handshakes under way. */
  cancel(): void;
  /** Stops listening; established links are not touched, and it returns when they have ended too. */
  close(): Promise<void>;
}

export function createInboundLinks(deps: LinkLayerDeps, world: InboundWorld): InboundLinks {
  const gate = new PreAuthGate(deps.timers);
  const accept = createWebSocketAcceptor();
  const running = new Set<RunningHandshake>();
  const server = createFederationServer({
    ...deps.certificate,
    gate,
    publicRecord: () => world.credentials()?.record,
    acceptsLinks: () => world.credentials() !== undefined,
    file: deps.file,
    link: { path: LINK_PATH, subprotocol: SUBPROTOCOL },
    upgrade: (upgrade) => {
      const beganAtMs = deps.timers.monotonicMs();
      accept(upgrade, (socket) => {
        const credentials = world.credentials();
        if (!credentials) return socket.terminate();
        let handshake: RunningHandshake | undefined = undefined;
        handshake = runHandshake(deps, { socket, credentials }, (outcome) => {
          if (handshake) running.delete(handshake);
          if (!outcome.ok) return deps.log('handshake-refused', { code: outcome.error.code });
          if (world.isContact(outcome.value.nodeId)) gate.remember(socket.remoteIp);
          upgrade.place.release();
          world.connected({ socket, established: outcome.value }, beganAtMs);
        });
        running.add(handshake);
      });
    },
  });
  return {
    listen: (host, port) => server.listen(host, port),
    remember: (ip, agoMs) => {
      gate.remember(ip, agoMs);
    },
    cancel: () => {
      for (const handshake of running) handshake.cancel();
      running.clear();
    },
    close: () => server.close(),
  };
}
