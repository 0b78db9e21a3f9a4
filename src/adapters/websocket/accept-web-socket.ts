// The answering side of a WebSocket upgrade.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { FrameSocket } from './frame-socket.js';
import { SOCKET_SETTINGS, SUBPROTOCOL } from './settings.js';
import { frameSocket, plainIp } from './web-socket.js';

/** An upgrade request as the HTTP server hands it over. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

export type WebSocketAcceptor = (upgrade: UpgradeRequest, accepted: (socket: FrameSocket) => void) => void;

/** Completes upgrades; a request that is no proper WebSocket upgrade is answered with 400 and `accepted` is not called. */
export function createWebSocketAcceptor(): WebSocketAcceptor {
  const server = new WebSocketServer({
    ...SOCKET_SETTINGS,
    noServer: true,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  server.on('wsClientError', (_error, socket) => socket.destroy());
  return ({ request, socket, head }, accepted) => {
    const remoteIp = plainIp(request.socket.remoteAddress);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      accepted(frameSocket(webSocket, { remoteIp, observedTlsKeyHash: undefined }));
    });
  };
}
