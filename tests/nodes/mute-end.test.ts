// A mute runs out while nobody does anything: what waits to be read is told then, and not before.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemTimers } from '../../src/adapters/system/system-timers.js';
import type { StatusValue } from '../../src/contract/values.js';
import type { Timers } from '../../src/core/ports/timers.js';
import { until } from '../../src/testing/node/observe.js';
import { befriend, contactOf, send } from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

/** Nothing else in a node waits about as long. */
const MUTED_MS = 77 * 60_000;

describe('a mute that runs out', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  async function muted() {
    const clock = new MuteClock();
    const [alice] = await stage.people('Alice');
    const bob = await stage.local(await stage.home('Bob'), { seams: { timers: clock.timers } });
    await befriend(alice, bob);
    const { conversationId } = await contactOf(bob, alice);
    const mutedUntil = clock.timers.now() + MUTED_MS;
    await bob.client.call('setConversation', { conversationId, mutedUntil });
    const told: StatusValue[] = [];
    bob.client.subscribe(
      'status',
      {},
      {
        onChange: ({ rows: [row] }) => {
          if (row) told.push(row);
        },
        onEnd: () => undefined,
      },
    );
    await send(alice, bob, 'Are you there?');
    await until(bob.client, ['status', {}], ([row]) => row?.unread === 1);
    return { bob, clock, unmuted: () => told.at(-1)?.unreadUnmuted };
  }

  it('is told to whoever looks', async () => {
    const { clock, unmuted } = await muted();
    await expect.poll(() => clock.waiting).toBe(1);
    expect(unmuted()).toBe(0);
    clock.pass();
    await expect.poll(unmuted).toBe(1);
    expect(clock.waiting).toBe(0);
  });

  it('is waited for by no node that is locked', async () => {
    const { bob, clock } = await muted();
    await expect.poll(() => clock.waiting).toBe(1);
    await bob.client.call('lock', {});
    await expect.poll(() => clock.waiting).toBe(0);
  });
});

/** The machine's clock, but for how long somebody is muted: that passes when the story goes on. */
class MuteClock {
  #passedMs = 0;
  readonly #actions = new Set<() => void>();

  readonly timers: Timers = {
    ...systemTimers,
    now: () => systemTimers.now() + this.#passedMs,
    after: (delayMs, action) => {
      if (delayMs > MUTED_MS || delayMs < MUTED_MS - 5 * 60_000) return systemTimers.after(delayMs, action);
      this.#actions.add(action);
      return () => void this.#actions.delete(action);
    },
  };

  get waiting(): number {
    return this.#actions.size;
  }

  pass(): void {
    this.#passedMs += MUTED_MS;
    const actions = [...this.#actions];
    this.#actions.clear();
    for (const action of actions) action();
  }
}
