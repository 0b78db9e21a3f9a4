import { describe, expect, it } from 'vitest';
import { Absence } from './absence.js';

/** A machine nobody has touched for `idleSeconds`, and what the window was told of it. */
function machine() {
  const told: string[] = [];
  const listeners = new Map<string, () => void>();
  const looks = new Set<() => void>();
  const state = { idleSeconds: 0 };
  const absence = new Absence(
    {
      getSystemIdleTime: () => state.idleSeconds,
      on: (event, listener) => listeners.set(event, listener),
    },
    (_, act) => {
      looks.add(act);
      return () => looks.delete(act);
    },
    (because) => told.push(because),
  );
  const at = (idleSeconds: number) => {
    state.idleSeconds = idleSeconds;
    for (const look of looks) look();
  };
  return { absence, told, listeners, looks, at };
}

describe('an absence', () => {
  it('is told once, when it has lasted as long as the window asked', () => {
    const { absence, told, at } = machine();
    absence.watch(60_000);
    at(59);
    expect(told).toEqual([]);
    at(60);
    at(65);
    expect(told).toEqual(['idle']);
    at(0);
    at(61);
    expect(told).toEqual(['idle', 'idle']);
  });

  it('is looked for in one way at a time, and not at all where nobody asks', () => {
    const { absence, told, looks, at } = machine();
    absence.watch(60_000);
    absence.watch(120_000);
    at(61);
    expect([told, looks.size]).toEqual([[], 1]);
    absence.watch(0);
    expect(looks.size).toBe(0);
  });

  it.each(['suspend', 'lock-screen'])('is told at %s, whatever was asked', (event) => {
    const { told, listeners } = machine();
    listeners.get(event)?.();
    expect(told).toEqual(['sleep']);
  });
});
