import { describe, expect, it } from 'vitest';
import { SpareMemory } from './spare-memory.js';

describe('spare memory', () => {
  it('is used again, and never by two at the same time', () => {
    const memory = new SpareMemory(16, 2);
    const pieces = [memory.take(), memory.take(), memory.take()];
    expect(new Set(pieces).size).toBe(3);
    for (const piece of pieces) memory.giveBack(piece);
    const again = [memory.take(), memory.take()];
    expect(new Set(again).size).toBe(2);
    for (const piece of again) expect(pieces).toContain(piece);
  });

  it('is kept up to its measure', () => {
    const memory = new SpareMemory(16, 2);
    const pieces = [memory.take(), memory.take(), memory.take()];
    for (const piece of pieces) memory.giveBack(piece);
    const again = [memory.take(), memory.take(), memory.take()];
    expect(again.filter((piece) => pieces.includes(piece))).toHaveLength(2);
  });
});
