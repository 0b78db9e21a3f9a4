// A client below the protocol: TCP and TLS connections on which bytes go out when the test says so.

import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext } from 'node:tls';
import { within } from '../node/deadline.js';

export interface RawClient {
  readonly socket: Socket;
  /** Resolves when the node ended the connection. */
  readonly ended: Promise<unknown>;
}

interface Where {
  readonly address: string;
  /** The own address to dial from. */
  readonly from?: string;
}

export async function rawTcp(where: Where): Promise<RawClient> {
  const socket = connectTcp(placeOf(where));
  const client = watch(socket);
  await within('a TCP connection', Promise.race([once(socket, 'connect'), client.ended]));
  return client;
}

/** Shared: making one costs more than a connection. */
const TLS = createSecureContext();

export async function rawTls(where: Where): Promise<RawClient> {
  const client = beginTls(where);
  const { socket } = client;
  await within('a TLS connection', Promise.race([once(socket, 'secureConnect'), client.ended]));
  return client;
}

/** Whether the node has a place for one more connection; one without is ended before a word is said. */
export async function isTaken(where: Where, timeoutMs: number): Promise<boolean> {
  const { socket, ended } = beginTls(where);
  const taken = new Promise<boolean>((resolve) => {
    socket.once('secureConnect', () => {
      resolve(true);
    });
  });
  try {
    return await within('a place or a refusal', Promise.race([taken, ended.then(() => false)]), timeoutMs);
  } finally {
    socket.destroy();
  }
}

function beginTls(where: Where): RawClient {
  return watch(connectTls({ ...placeOf(where), secureContext: TLS, rejectUnauthorized: false }));
}

/** The request that turns a TLS connection into a WebSocket (RFC 6455 section 4.1). */
export const UPGRADE_REQUEST = [
  'GET /kith/1 HTTP/1.1',
  'Host: node',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Protocol: kith.v1',
  '\r\n',
].join('\r\n');

/** A client's frame (RFC 6455 section 5.2) under a mask of zeros. `first` is its first byte: FIN, RSV and opcode. */
export function webSocketFrame(first: number, payload: Uint8Array): Buffer {
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0xfe, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([first, ...length]), Buffer.alloc(4), payload]);
}

function placeOf({ address, from }: Where) {
  const [host = '', port = ''] = address.split(':');
  return { host, port: Number(port), ...(from === undefined ? {} : { localAddress: from }) };
}

function watch(socket: Socket): RawClient {
  const ended = new Promise((resolve) => {
    socket.once('close', resolve);
  });
  // Answers are of no interest, but have to be read for the end to be seen.
  socket.on('error', () => undefined).resume();
  return { socket, ended };
}
