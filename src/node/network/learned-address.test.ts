import { describe, expect, it } from 'vitest';
import { reachOfLearned, statedPlaces } from './learned-address.js';

const nowhere = () => false;

describe('an address a contact names itself', () => {
  it('leads out to the internet and not inside', () => {
    const reach = reachOfLearned('bob.example.org:8443', [], null, nowhere);
    expect(['203.0.113.7', '127.0.0.1', '192.168.1.1', '::ffff:10.0.0.1', 'fe80::1'].filter(reach)).toEqual([
      '203.0.113.7',
    ]);
  });

  it("does not lead to an address of the internet that is this machine's, unless its contact is known there", () => {
    const isHere = (ip: string) => ip === '203.0.113.7';
    const reach = reachOfLearned('bob.example.org:8443', [], null, isHere);
    expect(['203.0.113.7', '203.0.113.8'].filter(reach)).toEqual(['203.0.113.8']);
    expect(reachOfLearned('bob.example.org:8443', [], '203.0.113.7', isHere)('203.0.113.7')).toBe(true);
  });

  it('leads inside to where the owner typed, on any port, and nowhere else there', () => {
    const reach = reachOfLearned('192.168.1.5:9443', ['192.168.1.5:8443', 'bob.local:8443'], null, nowhere);
    expect(['192.168.1.5', '192.168.1.6', '127.0.0.1'].filter(reach)).toEqual(['192.168.1.5']);
  });

  it('leads inside to where the contact has called from itself', () => {
    const reach = reachOfLearned('192.168.1.5:9443', [], '192.168.1.5', nowhere);
    expect(['192.168.1.5', '192.168.1.1'].filter(reach)).toEqual(['192.168.1.5']);
  });

  it.each([22, 25, 80, 1_023])('leads nowhere on port %i, which is for other services', (port) => {
    expect(reachOfLearned(`bob.example.org:${String(port)}`, [], null, nowhere)('203.0.113.7')).toBe(false);
  });

  it.each([443, 1_024, 8_443])('leads out on port %i', (port) => {
    expect(reachOfLearned(`bob.example.org:${String(port)}`, [], null, nowhere)('203.0.113.7')).toBe(true);
  });
});

describe('the places a record states, to fetch files from', () => {
  it('are addresses that lead out, and the one the link comes from', () => {
    const stated = [
      '203.0.113.7',
      '127.0.0.1',
      '192.168.1.5',
      '::1',
      '2001:4860::7',
      'bob.example.org',
      '10.0.0.1',
    ];
    const found = statedPlaces(
      stated.map((host) => ({ host, port: 8_443 })),
      '192.168.1.5',
      nowhere,
    );
    expect(found.map(({ host }) => host)).toEqual(['203.0.113.7', '192.168.1.5', '2001:4860::7']);
  });

  it('have no port of other services', () => {
    expect(statedPlaces([{ host: '203.0.113.7', port: 22 }], '203.0.113.7', nowhere)).toEqual([]);
  });
});
