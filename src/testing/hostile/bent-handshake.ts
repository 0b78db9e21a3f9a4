// The initiator's side of a handshake in which any value can be another one than an honest node would send.

import { createLinkCrypto } from '../../adapters/crypto/link-crypto.js';
import { type Bytes, utf8 } from '../../base/bytes.js';
import type { Transport } from '../../core/link/index.js';
import { finishNoise, readMessage, startNoise, writeMessage } from '../../core/link/noise.js';
import type { KeyPair } from '../../core/ports/link-crypto.js';
import { type Credentials, decodeCredentials, encodeHello } from '../../protocol/handshake-codec.js';
import { PROTOCOL_VERSIONS } from '../../protocol/version.js';
import type { HostileSocket } from './hostile-socket.js';

export const linkCrypto = createLinkCrypto();

export interface Bend {
  readonly staticKey?: KeyPair;
  readonly ephemeral?: KeyPair;
  /** Payload of message 1. */
  readonly hello?: Bytes;
  /** Payload of message 3. */
  readonly credentials?: Bytes;
  /** What really leaves in place of message 1 or 3. */
  readonly message?: (message: Bytes, index: 1 | 3) => Bytes;
}

/** A handshake as the initiator saw it. Whether the node believed message 3 only shows afterwards. */
export interface BentHandshake {
  readonly transport: Transport;
  /** What the node proved. */
  readonly proved: Credentials;
  readonly keys: { readonly staticKey: KeyPair; readonly ephemeral: KeyPair };
  /** The node's public keys in this handshake. */
  readonly remote: { readonly staticKey: Bytes; readonly ephemeral: Bytes };
  /** Messages 1 and 3 as they left. */
  readonly sent: readonly [Bytes, Bytes];
}

/** Rejects when the node ends the connection before message 2. */
export async function shakeHands(
  socket: Pick<HostileSocket, 'send' | 'next'>,
  own: { readonly staticKey: KeyPair; readonly credentials: Bytes },
  bend: Bend = {},
): Promise<BentHandshake> {
  const keys = {
    staticKey: bend.staticKey ?? own.staticKey,
    ephemeral: bend.ephemeral ?? linkCrypto.generateKeyPair(),
  };
  const leave = (message: Bytes, index: 1 | 3): Bytes => {
    const bent = bend.message ? bend.message(message, index) : message;
    socket.send(bent);
    return bent;
  };
  const start = startNoise(linkCrypto, 'initiator', keys, utf8('kith/link/1'));
  const first = must(writeMessage(linkCrypto, start, bend.hello ?? encodeHello(PROTOCOL_VERSIONS)));
  const hello = leave(first.message, 1);
  const second = must(readMessage(linkCrypto, first.state, await socket.next('handshake message 2')));
  const proved = decodeCredentials(second.payload);
  if (!proved.ok) throw proved.error;
  const third = must(writeMessage(linkCrypto, second.state, bend.credentials ?? own.credentials));
  const { transport } = finishNoise(linkCrypto, third.state);
  const remote = {
    staticKey: must(second.state.remoteStatic),
    ephemeral: must(second.state.remoteEphemeral),
  };
  return { transport, remote, proved: proved.value, keys, sent: [hello, leave(third.message, 3)] };
}

function must<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('the handshake cannot go on');
  return value;
}
