// Clients that hold what a stranger can hold for as long as they can: each of the ways to begin and never come to an end.

import { HostileSocket } from './hostile-socket.js';
import { rawTcp, rawTls, UPGRADE_REQUEST, webSocketFrame } from './raw-client.js';

interface Where {
  readonly address: string;
  /** The own address to dial from. */
  readonly from: string;
}

export interface SlowClient {
  /** Resolves when the node cut it. */
  readonly ended: Promise<unknown>;
  /** Gives up by itself. */
  stop(): void;
}

/** Slow enough that time, not the number of fragments, ends it. */
const DRIP_MS = 500;

/** Rejects when the node does not take the connection. */
export const SLOW_WAYS: readonly ((where: Where) => Promise<SlowClient>)[] = [
  dribbleTls,
  dribbleHeaders,
  silentAfterUpgrade,
  dribbleFrame,
  oneByteFragments,
];

/** The first bytes of a TLS record that promises more than ever comes. */
async function dribbleTls(where: Where): Promise<SlowClient> {
  const { socket, ended } = await rawTcp(where);
  socket.write(Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00));
  return { ended, stop: () => socket.destroy() };
}

/** A request that never comes to its last header. */
async function dribbleHeaders(where: Where): Promise<SlowClient> {
  const { socket, ended } = await rawTls(where);
  socket.write('GET /health HTTP/1.1\r\n');
  return dripping(socket, ended, () => Buffer.from('x'));
}

/** A WebSocket on which no handshake begins. */
async function silentAfterUpgrade({ address, from }: Where): Promise<SlowClient> {
  const socket = await HostileSocket.open(address, from);
  return {
    ended: socket.ended,
    stop: () => {
      socket.end();
    },
  };
}

/** One message, a byte at a time: the handshake's own time runs on. */
async function dribbleFrame(where: Where): Promise<SlowClient> {
  const { socket, ended } = await rawTls(where);
  socket.write(UPGRADE_REQUEST);
  socket.write(Uint8Array.of(0x82, 0xfe, 0x04, 0x00, 0, 0, 0, 0));
  return dripping(socket, ended, () => Buffer.from('x'));
}

/** One message in fragments of one byte (RFC 6455 section 5.4). */
async function oneByteFragments(where: Where): Promise<SlowClient> {
  const { socket, ended } = await rawTls(where);
  socket.write(UPGRADE_REQUEST);
  socket.write(webSocketFrame(BINARY, Uint8Array.of(1)));
  return dripping(socket, ended, () => webSocketFrame(CONTINUATION, Uint8Array.of(1)));
}

const BINARY = 0x02;
const CONTINUATION = 0x00;

function dripping(
  socket: { write(bytes: Uint8Array): unknown; destroy(): unknown },
  ended: Promise<unknown>,
  drop: () => Uint8Array,
): SlowClient {
  const drip = setInterval(() => socket.write(drop()), DRIP_MS);
  void ended.then(() => {
    clearInterval(drip);
  });
  return { ended, stop: () => socket.destroy() };
}
