// Keeps one contact reachable: tries its addresses in turn, waits longer after each round that failed, and stops while a
// link is up.

import { AppError, type ErrorCode } from '../../base/app-error.js';
import type { NodeId } from '../../base/ids.js';
import type { Result } from '../../base/result.js';
import { nextAttempt, nextDelayMs } from '../../core/link/index.js';
import type { CloseReason } from '../../protocol/registry.js';
import type { DialledLink } from './dial-link.js';
import type { DialStatus, DialTarget, DownReason } from './link-layer.js';
import type { LinkLayerDeps } from './link-layer-deps.js';
import { reachOfLearned } from './learned-address.js';
import type { LiveLink } from './live-link.js';

export interface DiallerWorld {
  /** Starts an attempt; undefined while this node has nothing to prove itself with. `mayReach` as in `DialOptions`. */
  dial(
    address: string,
    mayReach: ((ip: string) => boolean) | undefined,
    done: (outcome: Result<DialledLink, AppError>) => void,
  ): { cancel(): void } | undefined;
  /** An attempt led to a link; `beganAtMs` is monotonic. */
  connected(link: DialledLink, address: string, beganAtMs: number): void;
  changed(status: DialStatus): void;
}

/** After these the peer is there and wants a new link. */
const REDIAL_AT_ONCE: ReadonlySet<CloseReason> = new Set(['renewal', 'stream', 'incarnation']);
/** Of a round's errors these say most; else the first address counts. */
const TELLING: ReadonlySet<ErrorCode> = new Set([
  'PEER_OTHER_IDENTITY',
  'TLS_INTERCEPTED',
  'LINK_TO_SELF',
  'PEER_VERSION_UNSUPPORTED',
]);

export class TargetDialler {
  #state: DialStatus['state'] = 'off';
  #since: number;
  #address: string | null = null;
  #nextAttemptAt: number | null = null;
  #error: AppError | null = null;
  #lastSeenAt = 0;
  #attempt = 0;
  #link: LiveLink | undefined;
  /** Of the link that is up. */
  #hasCarried = false;
  readonly #acknowledged: { us?: number; them?: number } = {};
  #running: { cancel(): void } | undefined;
  #stopTimer = (): void => undefined;
  /** Where the peer itself last called from. */
  #calledFrom: string | null;

  constructor(
    private readonly deps: LinkLayerDeps,
    private target: DialTarget,
    private readonly world: DiallerWorld,
  ) {
    this.#since = deps.timers.now();
    this.#calledFrom = target.calledFrom;
  }

  get nodeId(): NodeId {
    return this.target.nodeId;
  }

  get status(): DialStatus {
    const link = this.#link;
    return {
      nodeId: this.target.nodeId,
      state: this.#state,
      linkId: link?.facts.id ?? null,
      direction: link?.facts.direction ?? null,
      address: link ? link.facts.address : this.#address,
      since: this.#since,
      nextAttemptAt: this.#nextAttemptAt,
      error: this.#error,
      lastSeenAt: Math.max(this.#lastSeenAt, link?.lastSeenAt ?? 0),
    };
  }

  /** Begins to keep the link up. */
  start(): void {
    if (this.#state === 'off') this.dialNow();
  }

  setTarget(target: DialTarget): void {
    const before = this.target;
    this.target = target;
    const isSame = allOf(before).join() === allOf(target).join();
    if (this.#state === 'waiting' && !isSame) this.dialNow();
    else this.start();
  }

  /** Tries at once unless a link is up or an attempt under way. */
  dialNow(): void {
    if (this.#link || this.#running || allOf(this.target).length === 0) return;
    this.#stopTimer();
    this.#tryAddress(0, undefined);
  }

  /** A fresh link beside the one that is up, which the fresh one then replaces. */
  renew(): void {
    this.#stopTimer();
    if (!this.#running) this.#tryAddress(0, undefined);
  }

  linkUp(link: LiveLink): void {
    this.#halt();
    this.#link = link;
    this.#hasCarried = false;
    if (link.facts.direction === 'in') this.#calledFrom = link.remoteIp;
    this.#error = null;
    this.#enter('up');
  }

  /** One side says how far it has kept what the other sent; the same word again carries nothing. */
  acknowledged(by: 'us' | 'them', streamSeq: number): void {
    if (this.#acknowledged[by] === streamSeq) return;
    this.#acknowledged[by] = streamSeq;
    this.carried();
  }

  /** Something was kept that came over the link, or beside it. */
  carried(): void {
    this.#hasCarried = true;
  }

  linkDown(link: LiveLink, reason: DownReason): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#lastSeenAt = link.lastSeenAt;
    if (this.#running) return this.#enter('dialling');
    const isFirst = this.#attempt === 0;
    const livedMs = this.deps.timers.monotonicMs() - link.facts.origin.establishedAt;
    this.#attempt = nextAttempt(this.#attempt, { livedMs, hasCarried: this.#hasCarried });
    if ('code' in reason) this.#error = new AppError(reason.code);
    const isAtOnce =
      'close' in reason && REDIAL_AT_ONCE.has(reason.close) && (isFirst || this.#attempt === 0);
    this.#wait(isAtOnce ? 0 : undefined);
  }

  /** Gives up what is under way and begins anew, as after a change of this node's credentials. */
  restart(): void {
    this.#halt();
    this.#attempt = 0;
    if (this.#link) return;
    this.#rest();
    this.start();
  }

  stop(): void {
    this.#halt();
  }

  #tryAddress(index: number, worst: AppError | undefined): void {
    const address = allOf(this.target)[index];
    if (address === undefined) return this.#roundFailed(worst);
    const beganAtMs = this.deps.timers.monotonicMs();
    const running = this.world.dial(address, this.#reachOf(address), (outcome) => {
      this.#running = undefined;
      if (outcome.ok) return this.world.connected(outcome.value, address, beganAtMs);
      this.#tryAddress(index + 1, moreTelling(worst, outcome.error));
    });
    if (!running) return;
    this.#running = running;
    this.#address = address;
    if (!this.#link) this.#enter('dialling');
  }

  /** Undefined for what the owner typed: that may lead anywhere. */
  #reachOf(address: string): ((ip: string) => boolean) | undefined {
    const { addresses } = this.target;
    return addresses.includes(address)
      ? undefined
      : reachOfLearned(address, addresses, this.#calledFrom, this.deps.isOwnNetwork);
  }

  #roundFailed(error: AppError | undefined): void {
    this.#attempt = nextAttempt(this.#attempt, null);
    this.#address = null;
    this.#error = error ?? null;
    this.deps.log('dial-failed', {
      node: this.nodeId.slice(0, 8),
      code: error?.code ?? '',
      attempt: this.#attempt,
    });
    if (!this.#link) return this.#wait();
    this.#stopTimer = this.deps.timers.after(this.#delayMs(), () => {
      this.renew();
    });
  }

  #wait(delayMs = this.#delayMs()): void {
    if (allOf(this.target).length === 0) return this.#rest();
    this.#stopTimer();
    this.#stopTimer = this.deps.timers.after(delayMs, () => {
      this.dialNow();
    });
    this.#enter('waiting', this.deps.timers.now() + delayMs);
  }

  #delayMs(): number {
    const failures = Math.max(0, this.#attempt - 1);
    return nextDelayMs(failures, this.deps.random(), this.target.isUnanswered);
  }

  #rest(): void {
    this.#stopTimer();
    this.#enter('off');
  }

  #halt(): void {
    this.#stopTimer();
    this.#running?.cancel();
    this.#running = undefined;
    this.#address = null;
  }

  #enter(state: DialStatus['state'], nextAttemptAt: number | null = null): void {
    if (state !== this.#state) this.#since = this.deps.timers.now();
    this.#state = state;
    this.#nextAttemptAt = nextAttemptAt;
    this.world.changed(this.status);
  }
}

function allOf({ addresses, learned }: DialTarget): readonly string[] {
  return [...addresses, ...learned];
}

function moreTelling(a: AppError | undefined, b: AppError): AppError {
  return a && (TELLING.has(a.code) || !TELLING.has(b.code)) ? a : b;
}
