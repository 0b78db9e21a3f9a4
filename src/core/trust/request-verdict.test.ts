import { describe, expect, it } from 'vitest';
import { idFromHex, type NodeId, type RequestId } from '../../base/ids.js';
import type { Contact, ContactState } from '../ports/contact-store.js';
import {
  judgeRequest,
  PENDING_PER_NETWORK,
  PENDING_REQUESTS,
  policyOf,
  REQUEST_CHANGE_MS,
  type RequestFacts,
  type RequestVerdict,
} from './index.js';

const ALICE = node('a1');
const BOB = node('b1');
const BOB_BEFORE = node('b0');
const CAROL = node('c1');
const FIRST = requestId('01');
const SECOND = requestId('02');

/** Bob, a stranger, asks Alice. */
function facts(
  changes: Partial<RequestFacts> = {},
  request: Partial<RequestFacts['request']> = {},
): RequestFacts {
  return {
    self: ALICE,
    peer: BOB,
    request: {
      id: FIRST,
      sender: BOB,
      recipient: ALICE,
      replaces: null,
      isCountersigned: () => false,
      ...request,
    },
    contact: undefined,
    replaced: undefined,
    settled: undefined,
    waiting: undefined,
    pending: 0,
    pendingNearby: 0,
    now: 1_000_000,
    ...changes,
  };
}

describe('a contact request', () => {
  it('of a stranger is shown to the owner', () => {
    expect(judgeRequest(facts())).toBe('ask');
  });

  it.each([
    ['names another sender', facts({}, { sender: CAROL })],
    ['names another recipient', facts({}, { recipient: CAROL })],
    ['comes from ourselves', facts({ peer: ALICE }, { sender: ALICE })],
  ])('breaks the protocol when it %s', (_, given) => {
    expect(judgeRequest(given)).toBe('misaddressed');
  });

  it.each<[ContactState, RequestVerdict]>([
    ['requested', 'accept'],
    ['approved', 'accept'],
    ['frozen', 'accept'],
    ['blocked', 'ignore'],
    ['removed', 'ask'],
  ])('of a contact that is %s leads to: %s', (state, expected) => {
    expect(judgeRequest(facts({ contact: contact(BOB, state) }))).toBe(expected);
  });

  it('that was answered has no effect when it comes again, another one has', () => {
    const settled = { answered: FIRST };
    expect(judgeRequest(facts({ settled }))).toBe('ignore');
    expect(judgeRequest(facts({ settled, contact: contact(BOB, 'approved') }))).toBe('ignore');
    expect(judgeRequest(facts({ settled }, { id: SECOND }))).toBe('ask');
  });

  it('of a blocked node has no effect', () => {
    expect(judgeRequest(facts({ settled: 'blocked' }))).toBe('ignore');
    expect(judgeRequest(facts({ settled: 'blocked' }, { id: SECOND, sender: CAROL }))).toBe('misaddressed');
  });

  it('finds no room when a hundred wait, unless it takes the place of its own', () => {
    expect(judgeRequest(facts({ pending: PENDING_REQUESTS - 1 }))).toBe('ask');
    expect(judgeRequest(facts({ pending: PENDING_REQUESTS }))).toBe('ignore');
    expect(judgeRequest(facts({ pending: PENDING_REQUESTS, waiting: { id: SECOND, changedAt: null } }))).toBe(
      'ask',
    );
    expect(judgeRequest(facts({ pending: PENDING_REQUESTS, contact: contact(BOB, 'requested') }))).toBe(
      'accept',
    );
  });

  it('finds no room when ten of its network wait', () => {
    expect(judgeRequest(facts({ pendingNearby: PENDING_PER_NETWORK - 1 }))).toBe('ask');
    expect(judgeRequest(facts({ pendingNearby: PENDING_PER_NETWORK }))).toBe('ignore');
  });

  it.each<[string, RequestId, number | null, RequestVerdict]>([
    ['comes again', FIRST, null, 'ignore'],
    ['is changed for the first time', SECOND, null, 'ask'],
    ['is changed again within a minute', SECOND, 1_000_001 - REQUEST_CHANGE_MS, 'ignore'],
    ['is changed again after a minute', SECOND, 1_000_000 - REQUEST_CHANGE_MS, 'ask'],
    ['is changed after the clock was set back', SECOND, 1_000_001, 'ask'],
  ])('that waits and %s leads to the right verdict', (_, id, changedAt, expected) => {
    expect(judgeRequest(facts({ waiting: { id, changedAt } }))).toBe(expected);
  });

  it.each<[ContactState, RequestVerdict]>([
    ['requested', 'askReplacement'],
    ['approved', 'askReplacement'],
    ['frozen', 'askReplacement'],
    ['blocked', 'ask'],
    ['removed', 'ask'],
  ])('that claims to replace a contact that is %s leads to: %s', (state, expected) => {
    const replaced = contact(BOB_BEFORE, state);
    expect(judgeRequest(facts({ replaced }, { replaces: BOB_BEFORE }))).toBe(expected);
  });

  it.each<[string, boolean, boolean, RequestVerdict]>([
    ['freezes at first', false, false, 'askReplacement'],
    ['with its signature freezes at first', true, false, 'askReplacement'],
    ['freezes nothing after the owner kept the key', false, true, 'askKept'],
    ['with its signature freezes always', true, true, 'askReplacement'],
  ])('that claims to replace a contact and %s', (_, countersigned, keyKept, expected) => {
    const replaced = { ...contact(BOB_BEFORE, 'approved'), keyKept };
    expect(
      judgeRequest(facts({ replaced }, { replaces: BOB_BEFORE, isCountersigned: () => countersigned })),
    ).toBe(expected);
  });

  it('that claims to replace nobody we know is an ordinary one', () => {
    expect(judgeRequest(facts({}, { replaces: BOB_BEFORE }))).toBe('ask');
  });
});

describe('what a contact may do', () => {
  it.each<[ContactState, string]>([
    ['requested', 'dial write receive'],
    ['approved', 'dial write encrypt receive'],
    ['frozen', 'dial write receive'],
    ['blocked', ''],
    ['removed', ''],
  ])('when it is %s: %s', (state, allowed) => {
    const names = Object.entries(policyOf(state)).filter(([, isAllowed]) => isAllowed);
    expect(names.map(([name]) => name).join(' ')).toBe(allowed);
  });
});

function contact(nodeId: NodeId, state: ContactState): Contact {
  const id = idFromHex('contact', nodeId.slice(0, 32));
  if (!id) throw new TypeError('no contact id');
  return {
    id,
    nodeId,
    fingerprint: '',
    state,
    stateBefore: null,
    trust: 'address',
    trustBefore: null,
    name: '',
    profileName: null,
    note: '',
    typedAddress: null,
    record: null,
    recordSequence: 0,
    requestId: null,
    request: null,
    keyKept: false,
    since: 0,
    reachedAt: null,
    calledFrom: null,
    fileRule: { accept: 'images', mostBytes: 2_000_000 },
  };
}

function node(byte: string): NodeId {
  const id = idFromHex('node', `${byte}${'07'.repeat(31)}`);
  if (!id) throw new TypeError('no node id');
  return id;
}

function requestId(byte: string): RequestId {
  const id = idFromHex('request', byte.repeat(16));
  if (!id) throw new TypeError('no request id');
  return id;
}
