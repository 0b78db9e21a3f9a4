import { type Socket, connect } from 'node:net';
import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { Secret } from '../../base/secret.js';
import { offerProof } from './handshake.js';
import { LineStream } from './line-stream.js';
import { type ValueChannel, valueChannel } from './value-channel.js';

/**
 * A session with the node that listens on the path, after both sides proved the token.
 * @throws {AppError} NODE_NOT_RUNNING when nobody listens, ACCESS_DENIED when the proof failed on either side
 */
export async function connectLocalSocket(path: string, token: Secret<Bytes>): Promise<ValueChannel> {
  const socket = await dial(path);
  const lines = new LineStream(socket);
  if (await offerProof(lines, token)) return valueChannel(lines);
  throw new AppError('ACCESS_DENIED');
}

function dial(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      resolve(socket);
    });
    // Stays attached: a connection that breaks later ends in 'close'.
    socket.on('error', (cause) => {
      reject(new AppError('NODE_NOT_RUNNING', {}, cause));
    });
  });
}
