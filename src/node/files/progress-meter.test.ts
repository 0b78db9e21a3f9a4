import { beforeEach, describe, expect, it } from 'vitest';
import { ProgressMeter } from './progress-meter.js';

const CHUNK = 262_144;

describe('how fast a file flows', () => {
  let nowMs: number;
  let meter: ProgressMeter;
  beforeEach(() => {
    nowMs = 0;
    meter = new ProgressMeter(() => nowMs);
  });
  /** A chunk each time so many milliseconds passed. */
  const flow = (chunks: number, everyMs: number) => {
    for (let chunk = 1; chunk <= chunks; chunk++) {
      nowMs += everyMs;
      meter.note(chunk * CHUNK);
    }
  };

  it('is not known before there were two chunks', () => {
    expect(meter.bytesPerSecond).toBe(0);
    flow(1, 100);
    expect(meter.bytesPerSecond).toBe(0);
  });

  it('is known with the first chunk where it is known since when that was asked for', () => {
    meter.asked(0);
    flow(1, 10_000);
    nowMs += 20_000;
    expect(meter.bytesPerSecond).toBe(Math.round(CHUNK / 10));
    nowMs += 1;
    expect(meter.bytesPerSecond).toBe(0);
  });

  it('does not begin anew when more is asked for while it flows', () => {
    flow(10, 1_000);
    meter.asked(10 * CHUNK);
    expect(meter.bytesPerSecond).toBe(CHUNK);
  });

  it('is what passed in the last seconds, and nothing once nothing did', () => {
    flow(100, 100);
    expect(meter.bytesPerSecond).toBeCloseTo(10 * CHUNK, -3);
    nowMs += 3_000;
    expect(meter.bytesPerSecond).toBeGreaterThan(0);
    nowMs += 1;
    expect(meter.bytesPerSecond).toBe(0);
  });

  it('is known on a way so slow that a chunk takes longer than that, until none comes for twice as long', () => {
    flow(5, 10_000);
    expect(meter.bytesPerSecond).toBe(Math.round(CHUNK / 10));
    nowMs += 20_000;
    expect(meter.bytesPerSecond).toBe(Math.round(CHUNK / 10));
    nowMs += 1;
    expect(meter.bytesPerSecond).toBe(0);
  });

  it('is known when the chunks of several slow streams come together', () => {
    for (let round = 1; round <= 3; round++) {
      nowMs = round * 10_000;
      for (let stream = 0; stream < 4; stream++) meter.note((4 * round + stream) * CHUNK);
    }
    nowMs += 9_000;
    expect(meter.bytesPerSecond).toBeGreaterThan(0);
  });

  it('is nothing after half a minute of nothing, however slow the way was, and after a new beginning', () => {
    flow(3, 100_000);
    nowMs += 30_001;
    expect(meter.bytesPerSecond).toBe(0);
    flow(2, 100);
    meter.reset();
    expect(meter.bytesPerSecond).toBe(0);
  });
});
