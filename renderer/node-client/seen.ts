// What was before the owner's eyes, on its way to the node: told again until the node took it, which it cannot while its disk is
// full or it is away.

import type { ErrorCode } from '../../src/base/app-error.js';
import { MOST_SEEN_AT_ONCE } from '../../src/contract/bounds.js';
import { isOpen, type NodeConnection } from './node-connection.js';
import { retryDelayMs } from './retry-delay.js';
import type { Schedule } from './schedule.js';

/** No other time will be better: the conversation is gone, or this is none of its positions. */
const NEVER_TAKEN: readonly ErrorCode[] = ['NOT_FOUND', 'INPUT_INVALID'];

export class Seen {
  /** By conversation: positions the node has not taken. */
  readonly #untold = new Map<string, Set<string>>();
  #isTelling = false;
  /** Until it is over: what was told last was not taken. */
  #rest: object | undefined;
  #failures = 0;

  constructor(
    private readonly connection: Pick<NodeConnection, 'call' | 'state'>,
    private readonly schedule: Pick<Schedule, 'after'>,
  ) {
    connection.state.subscribe((now, before) => {
      if (!isOpen(before) && isOpen(now)) this.#endRest(this.#rest);
    });
  }

  tell(conversationId: string, positions: readonly string[]): void {
    if (positions.length > 0) this.#add(conversationId, positions);
  }

  /** The conversation was looked at, whatever is unread in it: nobody need be reminded of it any more. */
  tellLooked(conversationId: string): void {
    this.#add(conversationId, []);
  }

  #add(conversationId: string, positions: readonly string[]): void {
    const untold = this.#untold.get(conversationId) ?? new Set();
    this.#untold.set(conversationId, untold);
    for (const position of positions) untold.add(position);
    if (!this.#rest) void this.#next();
  }

  async #next(): Promise<void> {
    const [next] = this.#untold;
    if (!next || this.#isTelling) return;
    const [conversationId, untold] = next;
    const positions = [...untold].slice(0, MOST_SEEN_AT_ONCE);
    this.#isTelling = true;
    const told = await this.connection.call('markSeen', { conversationId, positions });
    this.#isTelling = false;
    if (told.ok || NEVER_TAKEN.includes(told.error.code)) this.#forget(conversationId, positions);
    else this.#beginRest();
  }

  #forget(conversationId: string, positions: readonly string[]): void {
    const untold = this.#untold.get(conversationId);
    for (const position of positions) untold?.delete(position);
    if (untold?.size === 0) this.#untold.delete(conversationId);
    this.#failures = 0;
    void this.#next();
  }

  #beginRest(): void {
    const rest = {};
    this.#rest = rest;
    this.schedule.after(retryDelayMs(this.#failures++), () => {
      this.#endRest(rest);
    });
  }

  #endRest(rest: object | undefined): void {
    if (!rest || this.#rest !== rest) return;
    this.#rest = undefined;
    void this.#next();
  }
}
