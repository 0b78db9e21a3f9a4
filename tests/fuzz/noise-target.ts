// What comes over a link before anything else reads it: the messages of the handshake, and of the link after it. The keys are
// the same in every run, so that what was found means the same in the next.

import { createLinkCrypto } from '../../src/adapters/crypto/link-crypto.js';
import { type Bytes, concatBytes, equalBytes, utf8 } from '../../src/base/bytes.js';
import {
  finishNoise,
  type NoiseState,
  readMessage,
  startNoise,
  writeMessage,
} from '../../src/core/link/noise.js';
import { openMessage, sealMessage } from '../../src/core/link/transport.js';
import type { KeyPair } from '../../src/core/ports/link-crypto.js';
import { holds, type Target } from './promises.js';

const crypto = createLinkCrypto();
/** Of X25519 (RFC 7748, section 4.1). */
const BASE_POINT = Uint8Array.of(9, ...new Uint8Array(31));

const initiator = startNoise(crypto, 'initiator', { staticKey: keyOf(1), ephemeral: keyOf(2) }, utf8('fuzz'));
const responder = startNoise(crypto, 'responder', { staticKey: keyOf(3), ephemeral: keyOf(4) }, utf8('fuzz'));
const hello = must(writeMessage(crypto, initiator, utf8('hello')));
const heard = must(readMessage(crypto, responder, hello.message));
const answer = must(writeMessage(crypto, heard.state, utf8('answer')));
const read = must(readMessage(crypto, hello.state, answer.message));
const proof = must(writeMessage(crypto, read.state, utf8('proof')));
const proven = must(readMessage(crypto, answer.state, proof.message));
const sealed = must(sealMessage(crypto, finishNoise(crypto, proof.state).transport, utf8('frame')));
const { transport } = finishNoise(crypto, proven.state);

/** A byte that says which message of a link it is to be, then the message. */
export const NOISE_SEEDS: readonly Bytes[] = [hello, answer, proof, sealed].map(({ message }, index) =>
  concatBytes(Uint8Array.of(index), message),
);

/** Nothing opens but what the other side wrote; of the first message, which is in clear, everything behind the key. */
export const noise: Target = (input) => {
  const [which = 0] = input;
  const message = input.subarray(1);
  switch (which % 4) {
    case 0: {
      const first = readMessage(crypto, responder, message);
      return holds(first === undefined ? message.length < 32 : first.payload.length === message.length - 32);
    }
    case 1:
      return opensOnly(answer.message, message, opens(hello.state, message));
    case 2:
      return opensOnly(proof.message, message, opens(answer.state, message));
    default:
      return opensOnly(sealed.message, message, openMessage(crypto, transport, message) !== undefined);
  }
};

function opens(state: NoiseState, message: Bytes): boolean {
  return readMessage(crypto, state, message) !== undefined;
}

function opensOnly(honest: Bytes, message: Bytes, didOpen: boolean): void {
  holds(didOpen === equalBytes(honest, message));
}

function keyOf(seed: number): KeyPair {
  const privateKey = crypto.sha256(Uint8Array.of(seed));
  return { privateKey, publicKey: must(crypto.agree(privateKey, BASE_POINT)) };
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('an honest link does not come about');
  return value;
}
