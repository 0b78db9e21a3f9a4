import { describe, expect, it } from 'vitest';
import { isTakenByRule } from './file-rule.js';

describe('an offer is taken without asking', () => {
  it.each([
    ['a.jpg', 1_000, 'ask', false],
    ['a.jpg', 1_000, 'images', true],
    ['A.PNG', 1_000, 'images', true],
    ['a.jpg', 1_001, 'images', false],
    ['a.jpg', 0, 'images', true],
    ['a.pdf', 1_000, 'images', false],
    ['a.svg', 1_000, 'images', false],
    ['photo_\u202Egpj.exe', 1_000, 'images', false],
    ['a.jpg.exe', 1_000, 'all', false],
    ['a.EXE', 1_000, 'all', false],
    ['a.exe. ', 1_000, 'all', false],
    ['a.svg', 1_000, 'all', false],
    ['a.pdf', 1_000, 'all', true],
    ['a.pdf', 1_001, 'all', false],
    ['noextension', 1_000, 'all', true],
  ] as const)('%s of %d bytes where "%s" up to 1000 bytes holds: %s', (name, sizeBytes, accept, isTaken) => {
    expect(isTakenByRule({ accept, mostBytes: 1_000 }, { name, sizeBytes })).toBe(isTaken);
  });
});
