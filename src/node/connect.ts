// How another process of the same owner reaches the node that runs on a home.

import { join } from 'node:path';
import { type Home, homeIn } from '../adapters/filesystem/home.js';
import { socketPath } from '../adapters/filesystem/socket-path.js';
import { connectLocalSocket } from '../adapters/local-socket/client.js';
import { readSocketToken } from '../adapters/local-socket/token-file.js';
import type { ToFace } from '../contract/messages.js';
import type { FaceTransport } from '../contract/transport.js';

/** The token of the local socket, new for every start of the node. */
export function socketTokenFile(home: Home): string {
  return join(home.runDir, 'token');
}

/** A session with the node that runs on the home. Throws AppError NODE_NOT_RUNNING, ACCESS_DENIED. */
export async function connectToNode(directory: string): Promise<FaceTransport> {
  const home = homeIn(directory);
  const channel = await connectLocalSocket(socketPath(home), await readSocketToken(socketTokenFile(home)));
  return {
    send: (message) => {
      channel.send(message);
    },
    onMessage: (listener) => {
      channel.onMessage((value) => {
        // The node proved that it is this owner's own, and it validates what it says where it is made.
        listener(value as ToFace);
      });
    },
    onClose: (listener) => {
      channel.onClose(listener);
    },
    close: () => {
      channel.close();
    },
  };
}
