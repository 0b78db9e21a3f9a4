import { describe, expect, it } from 'vitest';
import { formatHostPort, parseHostPort } from './host-port.js';

describe('an address', () => {
  it.each([
    ['bob.example:8443', { host: 'bob.example', port: 8443 }],
    ['127.0.0.1:1', { host: '127.0.0.1', port: 1 }],
    ['[2001:db8::1]:65535', { host: '2001:db8::1', port: 65535 }],
  ])('%s is read and written', (text, address) => {
    expect(parseHostPort(text)).toEqual(address);
    expect(formatHostPort(address)).toBe(text);
  });

  it.each([
    '',
    'bob',
    ':1',
    'bob:0',
    'bob:65536',
    'bob:8443/x',
    '2001:db8::1:1',
    'a b:1',
    'u@bob:1',
    'bob:1?x',
  ])('%s is none', (text) => {
    expect(parseHostPort(text)).toBeUndefined();
  });
});
