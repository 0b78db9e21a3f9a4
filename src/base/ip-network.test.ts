import { describe, expect, it } from 'vitest';
import { networkOf } from './ip-network.js';

describe('a household', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2ff::7', '2001:db8:1:200::/56'],
    ['2001:db8:1:2ff:0:0:203.0.113.7', '2001:db8:1:200::/56'],
    ['fe80::1%eth0', 'fe80:0:0:0::/56'],
    ['bob.example:8443', 'bob.example:8443'],
  ])('of %s is %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });

  it('is found at once, however long what stands there is', () => {
    for (const long of [`${':'.repeat(50_000)}x`, `${':'.repeat(50_000)}${'1.'.repeat(50_000)}x`]) {
      expect(networkOf(long)).toBe(long);
    }
  });
});
