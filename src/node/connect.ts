// How another process of the same owner reaches the node that runs on a home.

import { join } from 'node:path';
import { type Home, homeIn } from '../adapters/filesystem/home.js';
import { socketPath } from '../adapters/filesystem/socket-path.js';
import type { FaceTransport } from '../contract/transport.js';
import { connectLocalFace } from './contract-server/local-face.js';

/** The token of the local socket, new for every start of the node. */
export function socketTokenFile(home: Home): string {
  return join(home.runDir, 'token');
}

/** A session with the node that runs on the home. Throws AppError NODE_NOT_RUNNING, ACCESS_DENIED. */
export function connectToNode(directory: string): Promise<FaceTransport> {
  const home = homeIn(directory);
  return connectLocalFace(socketPath(home), socketTokenFile(home));
}
