import { describe, expect, it } from 'vitest';
import { reachOf } from './reach.js';

describe('an address', () => {
  it.each([
    ['alice.example.org:8443', 'public'],
    ['203.0.113.7:8443', 'public'],
    ['[2001:db8::1]:8443', 'public'],
    ['172.32.0.1:8443', 'public'],
    ['192.168.1.4:8443', 'private'],
    ['172.16.0.1:8443', 'private'],
    ['100.100.1.1:8443', 'private'],
    ['[fd12::1]:8443', 'private'],
    ['nas.local:8443', 'private'],
    ['localhost:8443', 'loopback'],
    ['127.3.2.1:8443', 'loopback'],
    ['[::1]:8443', 'loopback'],
  ])('%s is %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });
});
