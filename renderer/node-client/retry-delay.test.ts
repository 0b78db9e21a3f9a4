import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './retry-delay.js';

describe('the delay before the next attempt', () => {
  it('doubles and ends at eight seconds', () => {
    expect([0, 1, 2, 5, 6, 60].map(retryDelayMs)).toEqual([250, 500, 1000, 8000, 8000, 8000]);
  });
});
