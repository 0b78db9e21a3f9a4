import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { KeptListening, type ListeningStatus, type Place } from './keep-listening.js';

const PLACE: Place = { host: '127.0.0.1', port: 8443 };
const BUSY = new AppError('PORT_BUSY', { ...PLACE });

/** Alice's port, which another program has until it is free. */
function alice() {
  const timers = manualTimers();
  const port = { isFree: false, attempts: 0 };
  const told: ListeningStatus[] = [];
  const listening = new KeptListening({
    timers,
    random: () => 0.5,
    listen: () => {
      port.attempts++;
      return port.isFree ? Promise.resolve(PLACE) : Promise.reject(BUSY);
    },
    changed: (status) => told.push(status),
  });
  const waitMs = () => (listening.status.nextAttemptAt ?? 0) - timers.now();
  /** Lets the time until the next attempt pass, and what comes of it. */
  const nextAttempt = async () => {
    timers.advance(waitMs());
    await listening.tryNow();
  };
  return { listening, timers, port, told, waitMs, nextAttempt };
}

describe('listening', () => {
  it('is tried again by itself, after longer and longer waits, and goes on once the port is free', async () => {
    const { listening, timers, port, told, waitMs, nextAttempt } = alice();
    await listening.tryNow();
    const waited: number[] = [];
    for (let round = 1; round <= 4; round++) {
      waited.push(waitMs());
      timers.advance(waitMs() - 1);
      expect(port.attempts).toBe(round);
      if (round < 4) await nextAttempt();
    }
    expect(waited).toEqual([1_500, 2_500, 4_500, 8_500]);
    expect(listening.status).toMatchObject({ place: null, error: BUSY });
    port.isFree = true;
    await nextAttempt();
    expect(listening.status).toEqual({ place: PLACE, error: null, nextAttemptAt: null });
    expect(told).toHaveLength(5);
    expect(timers.waiting).toBe(0);
  });

  it('is tried at once when its owner says so, once at a time and not while it listens', async () => {
    const { listening, timers, port } = alice();
    await listening.tryNow();
    await Promise.all([listening.tryNow(), listening.tryNow()]);
    expect(port.attempts).toBe(2);
    expect(timers.waiting).toBe(1);
    port.isFree = true;
    await listening.tryNow();
    await listening.tryNow();
    expect(port.attempts).toBe(3);
  });

  it('ends with its node, whatever it waited for', async () => {
    const { listening, timers, port, told } = alice();
    await listening.tryNow();
    await listening.stop();
    timers.advance(600_000);
    await listening.tryNow();
    expect(port.attempts).toBe(1);
    expect(told).toHaveLength(1);
  });

  it('is waited for when it is stopped during an attempt, and not tried after that', async () => {
    const { listening, timers, told } = alice();
    const attempt = listening.tryNow();
    await listening.stop();
    await attempt;
    expect(timers.waiting).toBe(0);
    expect(told).toEqual([]);
  });
});
