// The answering side of handshakes without a network: the node's own code over a socket in memory, for attacks that are
// too many to make a TLS connection each.

import { systemTimers } from '../../adapters/system/system-timers.js';
import type { FrameSocket, FrameSocketListener } from '../../adapters/websocket/frame-socket.js';
import type { ErrorCode } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import { runHandshake } from '../../node/network/run-handshake.js';
import { encodeSigned } from '../../protocol/signed-codec.js';
import { linkCrypto } from './bent-handshake.js';
import type { HostilePeer } from './hostile-peer.js';
import type { HostileSocket } from './hostile-socket.js';
import { Inbox } from './inbox.js';

export interface AnsweringSide extends Pick<HostileSocket, 'send' | 'next'> {
  /** Why the handshake failed; undefined when it did not. */
  readonly outcome: Promise<ErrorCode | undefined>;
}

/** @param own whose keys they prove, and this once honestly */
export function answeringSides(own: HostilePeer): () => AnsweringSide {
  const { nodeId, staticKey, party } = own;
  const { identity } = party;
  const record = encodeSigned(own.record());
  const credentials = { nodeId, encoded: own.credentials(), staticKey, record };
  const deps = {
    crypto: linkCrypto,
    timers: systemTimers,
    verify: (...signed: Parameters<typeof identity.verify>) => Promise.resolve(identity.verify(...signed)),
  };
  return () => {
    const answers = new Inbox<Bytes>();
    const { socket, deliver } = memorySocket(answers);
    const outcome = new Promise<ErrorCode | undefined>((resolve) => {
      runHandshake(deps, { socket, credentials }, (ended) => {
        resolve(ended.ok ? undefined : ended.error.code);
      });
    });
    return { outcome, next: (what) => answers.take(what), send: deliver };
  };
}

/** What the node sends goes to `answers`. */
function memorySocket(answers: Inbox<Bytes>): {
  readonly socket: FrameSocket;
  readonly deliver: (message: Uint8Array) => void;
} {
  let listener: FrameSocketListener | undefined;
  const socket: FrameSocket = {
    remoteIp: '',
    observedTlsKeyHash: undefined,
    bufferedBytes: 0,
    attach: (next) => {
      listener = next;
    },
    send: (bytes) => {
      answers.push(new Uint8Array(bytes));
    },
    pause: () => undefined,
    resume: () => undefined,
    close: () => {
      answers.end('closed');
    },
    terminate: () => {
      answers.end('cut');
    },
  };
  const deliver = (message: Uint8Array) => listener?.message(new Uint8Array(message));
  return { socket, deliver };
}
