import { beforeEach, describe, expect, it } from 'vitest';
import { type ManualTimers, manualTimers } from '../../testing/network/manual-timers.js';
import { Allowance } from './allowance.js';
import { InboundGate } from './inbound-gate.js';
import type { InboundRates } from './rates.js';

const RATES: InboundRates = {
  frames: { burst: 3, perSecond: 50 },
  bytes: { burst: 1_000, perSecond: 10_000 },
};

describe('messages coming in', () => {
  let timers: ManualTimers;
  let events: string[];

  beforeEach(() => {
    [timers, events] = [manualTimers(), []];
  });

  const gate = (mayWait: boolean) =>
    new InboundGate(
      {
        timers,
        deliver: (message) => events.push(`message of ${String(message.length)}`),
        pauseReading: () => events.push('pause'),
        resumeReading: () => events.push('resume'),
        overrun: () => events.push('overrun'),
      },
      new Allowance(timers, RATES),
      mayWait,
    );
  const push = (to: InboundGate, sizes: readonly number[]) => {
    for (const size of sizes) to.push(new Uint8Array(size));
  };

  it('stop being read when they come too fast, and are delivered in order once their rate allows', () => {
    push(gate(true), [1, 2, 3, 4, 5]);
    expect(events).toEqual(['message of 1', 'message of 2', 'message of 3', 'pause']);
    timers.advance(20);
    expect(events.slice(4)).toEqual(['message of 4', 'pause']);
    timers.advance(20);
    expect(events.slice(6)).toEqual(['message of 5', 'resume']);
  });

  it('are counted by their bytes too', () => {
    push(gate(true), [600, 600]);
    expect(events).toEqual(['message of 600', 'pause']);
  });

  it('of a stranger are an overrun instead', () => {
    push(gate(false), [1, 1, 1, 1]);
    expect(events.at(-1)).toBe('overrun');
  });

  it('that carry nothing count as well', () => {
    const stranger = gate(false);
    for (let count = 0; count < 4; count++) stranger.charge();
    expect(events).toEqual(['overrun']);
  });

  it('wait unread while the receiver wants none', () => {
    const held = gate(true);
    held.hold();
    push(held, [1]);
    expect(events).toEqual(['pause']);
    expect(held.isHeld).toBe(true);
    held.release();
    expect(events).toEqual(['pause', 'message of 1', 'resume']);
    expect(held.isHeld).toBe(false);
  });

  it('stay unread after a pause for their rate when the receiver still wants none', () => {
    const held = gate(true);
    push(held, [1, 1, 1, 1]);
    held.hold();
    timers.advance(1_000);
    expect(events.at(-1)).toBe('pause');
    held.release();
    expect(events.slice(-2)).toEqual(['message of 1', 'resume']);
  });

  it('are dropped after the end', () => {
    const ended = gate(true);
    push(ended, [1, 1, 1, 1]);
    ended.close();
    push(ended, [1]);
    timers.advance(1_000);
    expect(events).toHaveLength(4);
    expect(timers.waiting).toBe(0);
  });
});
