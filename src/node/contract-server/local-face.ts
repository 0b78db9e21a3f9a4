import { connectLocalSocket } from '../../adapters/local-socket/client.js';
import { readSocketToken } from '../../adapters/local-socket/token-file.js';
import type { FaceTransport } from '../../contract/transport.js';

/**
 * A session with the node of a home that runs in another process.
 * @throws {AppError} NODE_NOT_RUNNING, ACCESS_DENIED
 */
export async function connectLocalFace(socketPath: string, tokenPath: string): Promise<FaceTransport> {
  const channel = await connectLocalSocket(socketPath, await readSocketToken(tokenPath));
  // A face trusts its node, which proved the token, to say what the contract promises.
  return channel as FaceTransport;
}
