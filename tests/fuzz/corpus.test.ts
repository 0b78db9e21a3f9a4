// What fuzzing ever found worth keeping is parsed again in every run of the tests.

import { describe, expect, it } from 'vitest';
import { keptInputs } from './corpus.js';
import { LONGEST_BYTES } from './longest.js';
import { seeds } from './seeds.js';
import { TARGETS } from './targets.js';

const honest = await seeds();

describe.each(Object.entries(TARGETS))('the kept inputs of %s', (name, target) => {
  const kept = keptInputs(name);

  it('are there, beside honest ones', () => {
    expect(kept.length).toBeGreaterThan(0);
    expect(honest[name]?.length).toBeGreaterThan(0);
    expect(LONGEST_BYTES[name]).toBeGreaterThan(0);
  });

  it('break no promise of the parser', () => {
    for (const { name: file, input } of kept) {
      expect(() => {
        target(input);
      }, file).not.toThrow();
    }
    for (const input of honest[name] ?? []) target(input);
  });
});
