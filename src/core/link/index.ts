// Links: how two nodes prove themselves to each other, keep a connection alive, and end up with one.

export {
  type DialledAddress,
  type EstablishedLink,
  type HandshakeEffect,
  type HandshakeInput,
  type HandshakeSettings,
  type HandshakeState,
  type HandshakeStep,
  startHandshake,
  stepHandshake,
} from './handshake.js';
export { type Transport, openMessage, sealMessage } from './transport.js';
export { checkLiveness, onReceived, startLiveness, startQuickCheck } from './liveness.js';
export { nextAttempt, nextDelayMs } from './backoff.js';
export { type LinkOrigin, settleAfterCheck, settleDuplicate } from './duplicate-links.js';
export { type Rate, type TokenBucket, fullBucket, takeTokens } from './token-bucket.js';
