import { expect, it } from 'vitest';
import { MOST_TEXT_BYTES } from '../../src/contract/bounds.js';
import { LIMITS } from '../../src/protocol/limits.js';

it('tells faces the limit of a text that the protocol has', () => {
  expect(MOST_TEXT_BYTES).toBe(LIMITS.textBytes);
});
