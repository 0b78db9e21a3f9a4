import { describe, expect, it } from 'vitest';
import type { ContactRow, LinkRow } from '../../../src/contract/values.js';
import { standingOf } from './link-words.js';

const CONTACT = { state: 'approved', addresses: ['bob.example:8443'] } as unknown as ContactRow;
const LINK = {
  state: 'waiting',
  address: null,
  nextAttemptAt: 9,
  error: null,
  lastSeenAt: 0,
  refused: false,
} as unknown as LinkRow;
const formats = { relative: (at: number) => `at ${at}`, error: () => 'no answer' };

interface Case {
  readonly said: string;
  readonly link: Partial<LinkRow>;
  readonly key: string;
  readonly params?: Record<string, string>;
}

const CASES: readonly Case[] = [
  { said: 'who is linked is connected', link: { state: 'up' }, key: 'standing.connected' },
  {
    said: 'is being called',
    link: { state: 'dialling' },
    key: 'standing.calling',
    params: { address: 'bob.example:8443' },
  },
  { said: 'is tried again', link: {}, key: 'standing.waits', params: { when: 'at 9' } },
  {
    said: 'is tried again after a failure that is told',
    link: { error: { code: 'PEER_TIMEOUT', params: {} } },
    key: 'standing.failed',
    params: { why: 'no answer' },
  },
  {
    said: 'was heard of',
    link: { state: 'off', lastSeenAt: 5 },
    key: 'standing.lastSeen',
    params: { seen: 'at 5' },
  },
  {
    said: 'takes nothing although it answers',
    link: { state: 'up', refused: true },
    key: 'standing.refused',
  },
  { said: 'was never reached', link: { state: 'off' }, key: 'standing.notReached' },
];

describe('a contact', () => {
  it.each(CASES)('$said', ({ link, key, params = {} }) => {
    expect(standingOf(CONTACT, { ...LINK, ...link }, formats)).toMatchObject({ key, params });
  });

  it.each([
    ['who has the request has to answer', { state: 'requested' }, 'standing.waitsForAnswer'],
    ['who is blocked is not called', { state: 'blocked' }, 'standing.blocked'],
  ] as const)('%s', (_, contact, key) => {
    expect(standingOf({ ...CONTACT, ...contact }, { ...LINK, state: 'up' }, formats)).toMatchObject({ key });
  });

  it('without an address has to call', () => {
    const standing = standingOf({ ...CONTACT, addresses: [] }, { ...LINK, state: 'off' }, formats);
    expect(standing).toMatchObject({ key: 'standing.noAddress' });
  });

  it('the node says nothing about is not reached', () => {
    expect(standingOf(CONTACT, undefined, formats)).toMatchObject({
      key: 'standing.notReached',
      mayTry: true,
    });
  });
});
