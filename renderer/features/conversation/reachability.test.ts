import { describe, expect, it } from 'vitest';
import type { LinkRow } from '../../../src/contract/values.js';
import { obstacleOf, type ReachFacts } from './reachability.js';

const FAILED = {
  state: 'waiting',
  error: { code: 'PEER_TIMEOUT', params: {} },
  lastSeenAt: 0,
} as const satisfies Partial<LinkRow>;
const AT_HOME: ReachFacts = {
  contact: { addresses: ['192.168.1.5:8443'] },
  link: FAILED,
  self: { addresses: ['192.168.0.2:8443'] },
  status: { lastReachedBy: null },
};
const PUBLIC = { addresses: ['alice.example:8443'] };
const CALLED = { lastReachedBy: { contactId: '', name: 'Carol', at: 1 } };

describe('two people', () => {
  it.each<[string, Partial<ReachFacts>, ReturnType<typeof obstacleOf>]>([
    ['at home behind their routers cannot call each other', {}, 'neither'],
    ['cannot call each other when no address is known', { contact: { addresses: [] } }, 'neither'],
    ['may meet where the other has a public address', { contact: PUBLIC }, 'onlyThem'],
    ['can meet where this one has a public address', { self: PUBLIC }, undefined],
    ['can meet where somebody else could call', { status: CALLED }, undefined],
    ['may still meet before the first call failed', { link: { ...FAILED, error: null } }, undefined],
    ['have met already', { link: { ...FAILED, lastSeenAt: 5 } }, undefined],
    ['are connected', { link: { ...FAILED, state: 'up' } }, undefined],
    ['may meet as long as the node says nothing', { link: undefined }, undefined],
  ])('%s', (_, facts, obstacle) => {
    expect(obstacleOf({ ...AT_HOME, ...facts })).toBe(obstacle);
  });
});
