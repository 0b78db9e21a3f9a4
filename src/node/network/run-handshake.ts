// Runs the handshake machine over a socket: its messages, its signatures and the time it may take.

import type { FrameSocket } from '../../adapters/websocket/frame-socket.js';
import { AppError, type ErrorCode } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';
import { err, ok, type Result } from '../../base/result.js';
import {
  type DialledAddress,
  type EstablishedLink,
  type HandshakeEffect,
  type HandshakeInput,
  type HandshakeState,
  startHandshake,
  stepHandshake,
} from '../../core/link/index.js';
import type { OlderSide } from '../../protocol/version.js';
import type { LinkCredentials } from './link-layer.js';
import type { LinkLayerDeps } from './link-layer-deps.js';

/** From the upgrade to the last proof. */
export const HANDSHAKE_TIMEOUT_MS = 5_000;
/** WebSocket close codes (RFC 6455 section 7.4.2, private use): the version ranges do not meet, and who is the older. */
export const VERSION_CLOSE_CODES = { unsaid: 4_001, closer: 4_002, told: 4_003 } as const;

type HandshakeDeps = Pick<LinkLayerDeps, 'crypto' | 'timers' | 'verify'>;

export interface HandshakeTask {
  readonly socket: FrameSocket;
  readonly credentials: LinkCredentials;
  /** Present when this side dialled. */
  readonly dialled?: DialledAddress;
  readonly expectedNodeId?: NodeId | undefined;
  /** Only learn who answers: the last message, which names this node, is not sent. */
  readonly isProbe?: boolean;
}

/** A handshake under way; `cancel` ends it and its socket without calling back. */
export interface RunningHandshake {
  cancel(): void;
}

/**
 * Calls `done` once, in the same turn in which the last message arrived: whoever takes the socket attaches to it there.
 * After a failure the socket is gone.
 */
export function runHandshake(
  deps: HandshakeDeps,
  task: HandshakeTask,
  done: (outcome: Result<EstablishedLink, AppError>) => void,
): RunningHandshake {
  const run = new HandshakeRun(deps, task, done);
  run.start();
  return run;
}

class HandshakeRun implements RunningHandshake {
  #state: HandshakeState | undefined;
  #isOver = false;
  #stopTimer = (): void => undefined;

  constructor(
    private readonly deps: HandshakeDeps,
    private readonly task: HandshakeTask,
    private readonly done: (outcome: Result<EstablishedLink, AppError>) => void,
  ) {}

  start(): void {
    const { socket } = this.task;
    this.#stopTimer = this.deps.timers.after(HANDSHAKE_TIMEOUT_MS, () => {
      this.#fail('PEER_TIMEOUT');
    });
    const first = startHandshake(this.#settings());
    this.#state = first.state;
    this.#run(first.effects);
    socket.attach({
      message: (bytes) => {
        this.#step({ kind: 'received', bytes });
      },
      // Nobody pings before it is authenticated.
      control: () => {
        this.#fail('HANDSHAKE_FAILED');
      },
      drain: () => undefined,
      closed: (end, code) => {
        const { unsaid, closer, told } = VERSION_CLOSE_CODES;
        if (code === unsaid) this.#fail('PEER_VERSION_UNSUPPORTED');
        else if (code === closer) this.#fail('PEER_VERSION_UNSUPPORTED', 'theirs');
        else if (code === told) this.#fail('PEER_VERSION_UNSUPPORTED', 'ours');
        else this.#fail(end === 'protocol' ? 'HANDSHAKE_FAILED' : 'PEER_CLOSED');
      },
    });
  }

  cancel(): void {
    if (!this.#finish()) return;
    this.task.socket.terminate();
  }

  #settings() {
    const { credentials, dialled, expectedNodeId } = this.task;
    return {
      role: dialled ? ('initiator' as const) : ('responder' as const),
      crypto: this.deps.crypto,
      staticKey: credentials.staticKey,
      ephemeral: this.deps.crypto.generateKeyPair(),
      ownNodeId: credentials.nodeId,
      credentials: credentials.encoded,
      ...(dialled ? { dialled } : {}),
      ...(expectedNodeId === undefined ? {} : { expectedNodeId }),
    };
  }

  #step(input: HandshakeInput): void {
    if (this.#isOver || !this.#state) return;
    const { state, effects } = stepHandshake(this.#state, input);
    this.#state = state;
    this.#run(effects);
  }

  #run(effects: readonly HandshakeEffect[]): void {
    const end = effects.find((effect) => effect.kind === 'established');
    for (const effect of effects) {
      if (effect.kind === 'send' && !(end && this.task.isProbe)) this.task.socket.send(effect.bytes);
      if (effect.kind === 'verify')
        void this.#verify(effect.nodeId, effect.label, effect.body, effect.signature);
      if (effect.kind === 'failed') this.#fail(effect.code, effect.older);
    }
    if (end && this.#finish()) this.done(ok(end));
  }

  async #verify(nodeId: NodeId, label: 'link-key' | 'record', body: Bytes, signature: Bytes): Promise<void> {
    const valid = await this.deps.verify(nodeId, label, body, signature).catch(() => false);
    this.#step({ kind: 'verified', valid });
  }

  #fail(code: ErrorCode, older?: OlderSide): void {
    if (!this.#finish()) return;
    if (older) this.task.socket.close(VERSION_CLOSE_CODES[older === 'ours' ? 'closer' : 'told']);
    else this.task.socket.terminate();
    this.done(err(new AppError(code, older ? { older } : {})));
  }

  /** False when it was over before. */
  #finish(): boolean {
    const wasOver = this.#isOver;
    this.#isOver = true;
    this.#stopTimer();
    return !wasOver;
  }
}
