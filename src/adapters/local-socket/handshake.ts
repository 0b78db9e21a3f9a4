// Nothing is said on the socket before both sides proved that they read the same token file:
// server {nonce}, client {nonce, proof}, server {proof}. A wrong proof ends the connection without a word.

import { randomBytes } from 'node:crypto';
import type { Bytes } from '../../base/bytes.js';
import type { Secret } from '../../base/secret.js';
import { LOCAL_SOCKET_LIMITS } from './limits.js';
import type { LineStream } from './line-stream.js';
import { NONCE_BYTES, isProof, nonceOf, proofOf } from './proof.js';
import { parseLine } from './value-channel.js';

/** True once the client proved itself and was answered; false when the connection ended before. */
export async function acceptProof(lines: LineStream, token: Secret<Bytes>): Promise<boolean> {
  const server = randomBytes(NONCE_BYTES);
  lines.write(JSON.stringify({ nonce: server.toString('base64url') }));
  const answer = await nextObject(lines);
  const client = nonceOf(answer?.['nonce']);
  if (!client || !isProof(answer?.['proof'], proofOf(token, 'client', { server, client })))
    return refuse(lines);
  lines.write(JSON.stringify({ proof: proofOf(token, 'server', { server, client }) }));
  return true;
}

/** True once the server proved that it knows the token as well; false when it ended the connection or does not. */
export async function offerProof(lines: LineStream, token: Secret<Bytes>): Promise<boolean> {
  const server = nonceOf((await nextObject(lines))?.['nonce']);
  if (!server) return refuse(lines);
  const client = randomBytes(NONCE_BYTES);
  const proof = proofOf(token, 'client', { server, client });
  lines.write(JSON.stringify({ nonce: client.toString('base64url'), proof }));
  const answer = await nextObject(lines);
  return isProof(answer?.['proof'], proofOf(token, 'server', { server, client })) || refuse(lines);
}

function refuse(lines: LineStream): false {
  lines.socket.destroy();
  return false;
}

/** The next line as an object; undefined when it is none, the connection ended, or the deadline passed. */
function nextObject(lines: LineStream): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { socket } = lines;
  return new Promise((resolve) => {
    const finish = (line: Buffer | undefined) => {
      clearTimeout(deadline);
      socket.off('close', ended);
      lines.stop();
      const value = line && parseLine(line)?.value;
      resolve(typeof value === 'object' && value !== null ? { ...value } : undefined);
    };
    const ended = () => {
      finish(undefined);
    };
    const deadline = setTimeout(ended, LOCAL_SOCKET_LIMITS.handshakeMs);
    if (socket.destroyed) {
      ended();
      return;
    }
    socket.once('close', ended);
    lines.read(LOCAL_SOCKET_LIMITS.handshakeLineBytes, finish);
  });
}
