// Time on one link: is it alive, is it used, is it old.

import { checkLiveness, onReceived, startLiveness, startQuickCheck } from '../../core/link/index.js';
import type { Timers } from '../../core/ports/timers.js';

/** A link to a stranger that carries nothing for so long is dropped. */
const STRANGER_IDLE_MS = 60_000;
/** How often a link that our own side does not read is looked at again. */
const HELD_RECHECK_MS = 1_000;

export interface LinkWatchListener {
  ping(nonce: number): void;
  dead(): void;
  /** A stranger's link that nobody used. */
  idle(): void;
  /** Called once. */
  renewalDue(): void;
  /** Whether our own side has stopped reading: silence then proves nothing. */
  isHeld(): boolean;
}

export class LinkWatch {
  #liveness;
  #usedAtMs: number;
  #nonce = 0;
  #isRenewing = false;
  #isClosed = false;
  #answered: ((isAlive: boolean) => void) | undefined;
  #stopTimer = (): void => undefined;

  constructor(
    private readonly timers: Timers,
    private isContact: boolean,
    private readonly listener: LinkWatchListener,
  ) {
    this.#usedAtMs = timers.monotonicMs();
    this.#liveness = startLiveness(this.#usedAtMs);
    this.#look();
  }

  get isRenewing(): boolean {
    return this.#isRenewing;
  }

  /** When the link last carried something that is not about itself; monotonic ms. */
  get usedAtMs(): number {
    return this.#usedAtMs;
  }

  received(): void {
    const wasAsked = this.#liveness.pingedAt !== null;
    this.#liveness = onReceived(this.#liveness, this.timers.monotonicMs());
    this.#settle(true);
    // The next ping is due earlier than the end that was feared.
    if (wasAsked) this.#look();
  }

  /** A frame that is not about the link itself. */
  used(): void {
    this.#usedAtMs = this.timers.monotonicMs();
  }

  setContact(isContact: boolean): void {
    this.isContact = isContact;
    this.used();
    this.#look();
  }

  checkNow(answered: (isAlive: boolean) => void): void {
    this.#answered = answered;
    this.doubt();
  }

  /** Silence from before proves nothing any more: it is dead if nothing comes within 2 s. */
  doubt(): void {
    this.#liveness = startQuickCheck(this.#liveness, this.timers.monotonicMs()).state;
    this.listener.ping(this.#nonce++);
    this.#look();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopTimer();
    this.#settle(false);
  }

  #settle(isAlive: boolean): void {
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(isAlive);
  }

  #look(): void {
    this.#stopTimer();
    if (this.#isClosed) return;
    const now = this.timers.monotonicMs();
    if (this.listener.isHeld() && !this.#answered) {
      this.#liveness = onReceived(this.#liveness, now);
      return this.#lookAgainAt(now + HELD_RECHECK_MS);
    }
    const idleAt = this.isContact ? Infinity : this.#usedAtMs + STRANGER_IDLE_MS;
    if (now >= idleAt) return this.listener.idle();
    const { state, action, wakeAt } = checkLiveness(this.#liveness, now);
    this.#liveness = state;
    if (action === 'dead') return this.listener.dead();
    this.#lookAgainAt(Math.min(wakeAt, idleAt));
    if (action === 'ping') this.listener.ping(this.#nonce++);
    if (action === 'renew' && !this.#isRenewing) {
      this.#isRenewing = true;
      this.listener.renewalDue();
    }
  }

  #lookAgainAt(atMs: number): void {
    this.#stopTimer = this.timers.after(Math.max(1, atMs - this.timers.monotonicMs()), () => {
      this.#look();
    });
  }
}
