import { describe, expect, it } from 'vitest';
import { strengthOf } from './passphrase-advice.js';
import { GENERATED_BITS, generatePassphrase } from './passphrase-generator.js';

describe('a passphrase', () => {
  it.each([
    ['short', 'hopeless'],
    ['abcabcabcabc', 'hopeless'],
    ['alice stone', 'hopeless'],
    ['chocolate', 'weak'],
    ['Summer2026!', 'weak'],
    ['seven mild otters', 'weak'],
    ['seven mild otters sing', 'fair'],
    ['seven mild otters sing loudly', 'good'],
    ['семь тихих выдр поют вечером громко', 'good'],
  ])('"%s" is %s', (passphrase, strength) => {
    expect(strengthOf(passphrase, 'Alice Stone')).toBe(strength);
  });

  it('that was generated is good, has the bits it claims, and favours no syllable', () => {
    let next = 0;
    const counting = () => Uint8Array.of(next++ % 256);
    const phrases = Array.from({ length: 48 }, () => generatePassphrase(counting));
    expect(GENERATED_BITS).toBe(63);
    const counts = new Map<string, number>();
    for (const phrase of phrases) {
      expect(phrase).toMatch(/^([a-z]{4} ){4}[a-z]{4}$/u);
      expect(strengthOf(phrase, 'Alice')).toBe('good');
      for (const [syllable] of phrase.matchAll(/[a-z]{2}/gu))
        counts.set(syllable, (counts.get(syllable) ?? 0) + 1);
    }
    expect(counts.size).toBe(80);
    expect([...counts.values()].every((count) => count === 6)).toBe(true);
  });
});
