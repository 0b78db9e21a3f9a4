// After the handshake: one WebSocket message is one Noise message. Nonces only grow, so a message that was replayed,
// dropped, reordered or changed does not open, and a link on which one did not open is dead.

import type { Bytes } from '../../base/bytes.js';
import { LIMITS } from '../../protocol/limits.js';
import type { LinkCrypto } from '../ports/link-crypto.js';
import { type CipherState, decryptWithAd, encryptWithAd } from './cipher-state.js';

/** The two directions of an established link. */
export interface Transport {
  readonly send: CipherState;
  readonly receive: CipherState;
}

const NO_ASSOCIATED_DATA = new Uint8Array(0);

/**
 * One frame as it goes to the wire; undefined when the link has used up its nonces and has to end.
 * Throws on a plaintext above 65,519 bytes: the frame codec makes none.
 */
export function sealMessage(
  crypto: LinkCrypto,
  transport: Transport,
  plaintext: Uint8Array,
): { readonly transport: Transport; readonly message: Bytes } | undefined {
  if (plaintext.length > LIMITS.framePlaintextBytes) throw new RangeError('frame too long');
  const sealed = encryptWithAd(crypto, transport.send, NO_ASSOCIATED_DATA, plaintext);
  return sealed && { transport: { ...transport, send: sealed.state }, message: sealed.text };
}

/** The frame inside a received message; undefined: the link is dead, nothing after this message may be read. */
export function openMessage(
  crypto: LinkCrypto,
  transport: Transport,
  message: Uint8Array,
): { readonly transport: Transport; readonly plaintext: Bytes } | undefined {
  if (message.length > LIMITS.noiseMessageBytes) return undefined;
  const opened = decryptWithAd(crypto, transport.receive, NO_ASSOCIATED_DATA, message);
  return opened && { transport: { ...transport, receive: opened.state }, plaintext: opened.text };
}
