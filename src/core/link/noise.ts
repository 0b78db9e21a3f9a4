// Noise_XX_25519_AESGCM_SHA256 as specified (revision 34, sections 5.3 and 7.5): three messages, both static keys proven.

import { type Bytes, concatBytes, copyBytes, utf8 } from '../../base/bytes.js';
import type { KeyPair, LinkCrypto } from '../ports/link-crypto.js';
import {
  type SymmetricState,
  decryptAndHash,
  encryptAndHash,
  initializeSymmetric,
  mixHash,
  mixKey,
  split,
} from './symmetric-state.js';
import type { Transport } from './transport.js';

export type Role = 'initiator' | 'responder';

export interface NoiseState {
  readonly role: Role;
  readonly symmetric: SymmetricState;
  readonly staticKey: KeyPair;
  readonly ephemeral: KeyPair;
  readonly remoteStatic: Bytes | null;
  readonly remoteEphemeral: Bytes | null;
  /** Index of the message that is written or read next; 3: the handshake is over. */
  readonly next: number;
}

type Token = 'e' | 's' | 'ee' | 'es' | 'se';

const PROTOCOL_NAME = utf8('Noise_XX_25519_AESGCM_SHA256');
const PATTERN: readonly (readonly Token[])[] = [['e'], ['e', 'ee', 's', 'es'], ['s', 'se']];
const KEY_BYTES = 32;
const TAG_BYTES = 16;

/** @param ephemeral must be fresh for this handshake */
export function startNoise(
  crypto: LinkCrypto,
  role: Role,
  keys: { readonly staticKey: KeyPair; readonly ephemeral: KeyPair },
  prologue: Bytes,
): NoiseState {
  return {
    role,
    symmetric: mixHash(crypto, initializeSymmetric(crypto, PROTOCOL_NAME), prologue),
    staticKey: keys.staticKey,
    ephemeral: keys.ephemeral,
    remoteStatic: null,
    remoteEphemeral: null,
    next: 0,
  };
}

/** WriteMessage; undefined when the other side's key makes the secret known to everybody. */
export function writeMessage(
  crypto: LinkCrypto,
  state: NoiseState,
  payload: Uint8Array,
): { readonly state: NoiseState; readonly message: Bytes } | undefined {
  const parts: Bytes[] = [];
  let current: NoiseState | undefined = state;
  for (const token of tokensOf(state, 'write')) {
    current = writeToken(crypto, current, token, parts);
    if (!current) return undefined;
  }
  const sealed = encryptAndHash(crypto, current.symmetric, payload);
  if (!sealed) return undefined;
  const written = { ...current, symmetric: sealed.state, next: current.next + 1 };
  return { state: written, message: concatBytes(...parts, sealed.text) };
}

function writeToken(
  crypto: LinkCrypto,
  state: NoiseState,
  token: Token,
  parts: Bytes[],
): NoiseState | undefined {
  if (token === 'e') {
    parts.push(state.ephemeral.publicKey);
    return { ...state, symmetric: mixHash(crypto, state.symmetric, state.ephemeral.publicKey) };
  }
  if (token === 's') {
    const sealed = encryptAndHash(crypto, state.symmetric, state.staticKey.publicKey);
    if (!sealed) return undefined;
    parts.push(sealed.text);
    return { ...state, symmetric: sealed.state };
  }
  return mixAgreement(crypto, state, token);
}

/** ReadMessage; undefined when the message is not the one the other side wrote. */
export function readMessage(
  crypto: LinkCrypto,
  state: NoiseState,
  message: Uint8Array,
): { readonly state: NoiseState; readonly payload: Bytes } | undefined {
  let rest = message;
  let current: NoiseState | undefined = state;
  for (const token of tokensOf(state, 'read')) {
    const length = token === 'e' ? KEY_BYTES : token === 's' ? KEY_BYTES + TAG_BYTES : 0;
    if (rest.length < length) return undefined;
    current = readToken(crypto, current, token, rest.subarray(0, length));
    if (!current) return undefined;
    rest = rest.subarray(length);
  }
  const opened = decryptAndHash(crypto, current.symmetric, rest);
  if (!opened) return undefined;
  return { state: { ...current, symmetric: opened.state, next: current.next + 1 }, payload: opened.text };
}

function readToken(
  crypto: LinkCrypto,
  state: NoiseState,
  token: Token,
  bytes: Uint8Array,
): NoiseState | undefined {
  if (token === 'e') {
    return {
      ...state,
      remoteEphemeral: copyBytes(bytes),
      symmetric: mixHash(crypto, state.symmetric, bytes),
    };
  }
  if (token === 's') {
    const opened = decryptAndHash(crypto, state.symmetric, bytes);
    return opened && { ...state, remoteStatic: opened.text, symmetric: opened.state };
  }
  return mixAgreement(crypto, state, token);
}

/** The first letter names the initiator's key, the second the responder's (section 7.1). */
function mixAgreement(
  crypto: LinkCrypto,
  state: NoiseState,
  token: 'ee' | 'es' | 'se',
): NoiseState | undefined {
  const [mine, theirs] =
    state.role === 'initiator' ? [token.charAt(0), token.charAt(1)] : [token.charAt(1), token.charAt(0)];
  const own = mine === 'e' ? state.ephemeral : state.staticKey;
  const remote = theirs === 'e' ? state.remoteEphemeral : state.remoteStatic;
  const secret = remote && crypto.agree(own.privateKey, remote);
  return secret ? { ...state, symmetric: mixKey(crypto, state.symmetric, secret) } : undefined;
}

function tokensOf(state: NoiseState, action: 'write' | 'read'): readonly Token[] {
  const initiatorsTurn = state.next % 2 === 0;
  const mine = initiatorsTurn === (state.role === 'initiator');
  const tokens = PATTERN[state.next];
  if (!tokens || mine !== (action === 'write')) throw new TypeError(`no handshake message to ${action} now`);
  return tokens;
}

/** Split after the third message. */
export function finishNoise(
  crypto: LinkCrypto,
  state: NoiseState,
): { readonly transport: Transport; readonly handshakeHash: Bytes; readonly remoteStatic: Bytes } {
  if (state.next !== PATTERN.length || !state.remoteStatic) throw new TypeError('the handshake is not over');
  const [first, second] = split(crypto, state.symmetric);
  const transport =
    state.role === 'initiator' ? { send: first, receive: second } : { send: second, receive: first };
  return { transport, handshakeHash: state.symmetric.hash, remoteStatic: state.remoteStatic };
}
