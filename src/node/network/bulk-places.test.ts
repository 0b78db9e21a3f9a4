import { describe, expect, it } from 'vitest';
import { bulkPlaces } from './bulk-places.js';

const [SHOWN, STATED] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const OUTSIDE = '203.0.113.7';
const isOwnNetwork = () => false;
const stated = [
  { host: OUTSIDE, port: 8_443, tlsKeyHash: STATED },
  { host: 'bob.example', port: 8_443, tlsKeyHash: STATED },
  { host: '203.0.113.8', port: 8_443, tlsKeyHash: STATED },
  { host: '203.0.113.9', port: 8_443, tlsKeyHash: null },
];

describe('the files of a contact', () => {
  it('come from where its link goes, by the address and not by the name it was dialled with', () => {
    const link = { dialled: 'bob.example:8443', remoteIp: OUTSIDE, tlsKeyHash: SHOWN, stated, isOwnNetwork };
    expect(bulkPlaces(link)).toEqual([
      { host: 'bob.example', ip: OUTSIDE, port: 8_443, tlsKeyHash: SHOWN },
      { host: '203.0.113.8', ip: '203.0.113.8', port: 8_443, tlsKeyHash: STATED },
    ]);
  });

  it('come from the literal addresses of its record when it called', () => {
    const link = { dialled: null, remoteIp: '10.0.0.9', tlsKeyHash: undefined, stated, isOwnNetwork };
    expect(bulkPlaces(link).map(({ host, ip }) => [host, ip])).toEqual([
      [OUTSIDE, OUTSIDE],
      ['203.0.113.8', '203.0.113.8'],
    ]);
  });

  it('come from nowhere else while no key of a place is known', () => {
    const link = {
      dialled: 'bob.example:8443',
      remoteIp: OUTSIDE,
      tlsKeyHash: undefined,
      stated: [],
      isOwnNetwork,
    };
    expect(bulkPlaces(link)).toEqual([]);
  });
});
