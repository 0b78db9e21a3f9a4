import { beforeEach, describe, expect, it } from 'vitest';
import { type ManualTimers, manualTimers } from '../../testing/network/manual-timers.js';
import {
  BULK_FULL_BYTES,
  BULK_WRITABLE_BYTES,
  FULL_BYTES,
  OutboundPressure,
  STUCK_AFTER_MS,
  STUCK_BYTES,
  WRITABLE_BYTES,
} from './outbound-pressure.js';

describe('what waits to leave', () => {
  let timers: ManualTimers;
  let socket: { bufferedBytes: number };
  let events: string[];
  let pressure: OutboundPressure;

  beforeEach(() => {
    [timers, socket, events] = [manualTimers(), { bufferedBytes: 0 }, []];
    pressure = new OutboundPressure(timers, socket, {
      writable: () => events.push('writable'),
      stuck: () => events.push('stuck'),
    });
  });

  const drainTo = (bytes: number) => {
    socket.bufferedBytes = bytes;
    pressure.drained();
  };
  const growTo = (bytes: number) => {
    socket.bufferedBytes = bytes;
    pressure.sent();
  };

  it('stops the sender at 1 MiB and lets it go on at half of that', () => {
    growTo(FULL_BYTES - 1);
    expect(pressure.isFull()).toBe(false);
    growTo(FULL_BYTES);
    expect(pressure.isFull()).toBe(true);
    drainTo(WRITABLE_BYTES + 1);
    expect(pressure.isFull()).toBe(true);
    expect(events).toEqual([]);
    drainTo(WRITABLE_BYTES);
    expect(pressure.isFull()).toBe(false);
    expect(events).toEqual(['writable']);
    drainTo(0);
    expect(events).toEqual(['writable']);
  });

  it('stops bulk long before messages, so that these never wait behind much of it', () => {
    growTo(BULK_FULL_BYTES - 1);
    expect(pressure.isFull(true)).toBe(false);
    growTo(BULK_FULL_BYTES);
    expect([pressure.isFull(true), pressure.isFull()]).toEqual([true, false]);
    drainTo(BULK_WRITABLE_BYTES + 1);
    expect(events).toEqual([]);
    drainTo(BULK_WRITABLE_BYTES);
    expect(events).toEqual(['writable']);
    expect(pressure.isFull(true)).toBe(false);
  });

  it('says nothing to a sender that was never stopped', () => {
    growTo(FULL_BYTES);
    drainTo(0);
    expect(events).toEqual([]);
  });

  it('cuts a reader that leaves more than 4 MiB lying for 30 seconds', () => {
    growTo(STUCK_BYTES + 1);
    timers.advance(STUCK_AFTER_MS - 1);
    growTo(STUCK_BYTES + 2);
    expect(events).toEqual([]);
    timers.advance(1);
    expect(events).toEqual(['stuck']);
  });

  it('spares a reader that catches up', () => {
    growTo(STUCK_BYTES + 1);
    timers.advance(STUCK_AFTER_MS - 1);
    drainTo(STUCK_BYTES);
    timers.advance(STUCK_AFTER_MS);
    expect(events).toEqual([]);
    expect(timers.waiting).toBe(0);
  });
});
