import { describe, expect, it } from 'vitest';
import { type Interfaces, isOwnNetwork } from './own-networks.js';

const HERE: Interfaces = {
  lo: [{ address: '127.0.0.1', family: 'IPv4', cidr: '127.0.0.1/8' }],
  eth0: [
    { address: '203.0.113.7', family: 'IPv4', cidr: '203.0.113.7/24' },
    { address: '2001:db8:1:2::7', family: 'IPv6', cidr: '2001:db8:1:2::7/64' },
    { address: 'fe80::7', family: 'IPv6', cidr: null },
  ],
  gone: undefined,
};

describe('an address of the internet', () => {
  it.each(['203.0.113.7', '::ffff:203.0.113.7', '2001:db8:1:2::7', '2001:db8:1:2:aaaa::1'])(
    'is inside when it is this machine, or in its IPv6 network: %s',
    (ip) => {
      expect(isOwnNetwork(ip, HERE)).toBe(true);
    },
  );

  it.each(['203.0.113.8', '2001:db8:1:3::7', 'fe80::8', 'bob.example'])('is outside otherwise: %s', (ip) => {
    expect(isOwnNetwork(ip, HERE)).toBe(false);
  });

  it('is asked of the machine this runs on', () => {
    expect(isOwnNetwork('127.0.0.1')).toBe(true);
  });
});
