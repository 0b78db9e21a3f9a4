import { describe, expect, it } from 'vitest';
import { checkHistories, type Findings, NO_FINDINGS, wrongIn } from './check-histories.js';
import type { StoredHistory, StoredMessage } from './conversation-evidence.js';
import type { LogEvent, LogLine } from './history-log.js';

const CONVERSATION = 'c'.repeat(64);
const IDS = { alice: 'a'.repeat(64), bob: 'b'.repeat(64), carol: 'c'.repeat(64) } as const;
type Name = keyof typeof IDS;

/** Lines of the log, in this order. */
function log(...events: readonly (readonly [Name, LogEvent])[]): LogLine[] {
  return events.map(([node, event], index) => ({ atMs: index, node, ...event }));
}

const invoke = (node: Name, text: string, to: Name = node === 'alice' ? 'bob' : 'alice') =>
  [node, { kind: 'invoke', id: text, conversation: CONVERSATION, to, sha256: text }] as const;
const outcome = (kind: 'ok' | 'unknown') => (node: Name, text: string) =>
  [node, { kind, id: text, conversation: CONVERSATION }] as const;
const [ok, unknown] = [outcome('ok'), outcome('unknown')];
const announced = (node: Name, text: string) =>
  [node, { kind: 'info', what: 'delivered', id: text, conversation: CONVERSATION }] as const;

/** A text as its author's store holds it, and as its reader's does. */
const of = (author: Name, text: string, state: string): StoredMessage => ({
  conversation: CONVERSATION,
  author: IDS[author],
  id: text,
  sha256: text,
  state,
  gapBefore: 0,
});
const own = (author: Name, text: string) => of(author, text, 'delivered');
const theirs = (author: Name, text: string) => of(author, text, 'received');

function store(node: Name, messages: readonly StoredMessage[], owed = 0): StoredHistory {
  return { node, nodeId: IDS[node], messages, owed };
}

describe('the checker of histories', () => {
  /** Alice wrote twice, Bob once in between. */
  const lines = log(
    ...[invoke('alice', 'a1'), ok('alice', 'a1'), announced('alice', 'a1')],
    ...[invoke('bob', 'b1'), ok('bob', 'b1'), announced('bob', 'b1')],
    ...[invoke('alice', 'a2'), ok('alice', 'a2'), announced('alice', 'a2')],
  );
  const alice = [own('alice', 'a1'), theirs('bob', 'b1'), own('alice', 'a2')];
  const bob = [theirs('alice', 'a1'), own('bob', 'b1'), theirs('alice', 'a2')];
  const clean = { ...NO_FINDINGS, sent: 3, delivered: 3 };

  const find = (atAlice: readonly StoredMessage[], atBob: readonly StoredMessage[], told = lines): Findings =>
    checkHistories(told, [store('alice', atAlice), store('bob', atBob)]);

  it('is content when the log and both stores say the same', () => {
    expect(find(alice, bob)).toEqual(clean);
    expect(wrongIn(clean)).toBe(0);
  });

  it('finds an acknowledged message that did not reach its reader, and that it is called delivered', () => {
    const found = find(alice, bob.slice(0, 2));
    expect(found).toEqual({ ...clean, delivered: 2, lost: 1, misstated: 1 });
    expect(wrongIn(found)).toBeGreaterThan(0);
  });

  it('finds an acknowledged message that is in no store', () => {
    const silent = lines.filter((line) => line.kind !== 'info');
    const found = find(alice.slice(0, 2), bob.slice(0, 2), silent);
    expect(found).toEqual({ ...clean, delivered: 2, afterwards: 2, lost: 1, forgotten: 1 });
  });

  it('finds an acknowledged message that its author’s own store does not hold', () => {
    const found = find(alice.slice(0, 2), bob);
    expect(found).toEqual({ ...clean, delivered: 2, forgotten: 1 });
    expect(wrongIn(found)).toBe(1);
  });

  it.each([
    ['by the store', own('alice', 'a2'), lines.slice(0, -1)],
    ['by what its author’s face was told', of('alice', 'a2', 'queued'), lines],
  ])('finds a message called delivered %s that its reader does not have', (_, row, told) => {
    const found = find([...alice.slice(0, 2), row], bob.slice(0, 2), told);
    const unsettled = row.state === 'queued' ? 1 : 0;
    expect(found).toMatchObject({ lost: 1, misstated: 1 + unsettled });
  });

  it.each(['queued', 'failed', 'withdrawn', 'received'])(
    'finds a message of Alice that is at Bob and stays %s in her store',
    (state) => {
      expect(find([...alice.slice(0, 2), of('alice', 'a2', state)], bob)).toEqual({ ...clean, misstated: 1 });
    },
  );

  it('finds a message of Alice that Bob’s store takes for his own', () => {
    expect(find(alice, [...bob.slice(0, 2), own('alice', 'a2')])).toEqual({ ...clean, misstated: 1 });
  });

  it('finds a message that is there twice', () => {
    const found = find(alice, [...bob, theirs('alice', 'a2')]);
    expect(found).toEqual({ ...clean, duplicated: 1 });
  });

  it('finds an author’s messages in another order than they were sent in, on one side or on both', () => {
    const [first, between, second] = bob as [StoredMessage, StoredMessage, StoredMessage];
    expect(find(alice, [second, between, first]).reordered).toBe(1 + 2);
    const turned = [own('alice', 'a2'), theirs('bob', 'b1'), own('alice', 'a1')];
    expect(find(turned, [second, between, first])).toEqual({ ...clean, reordered: 2 });
  });

  it('finds two sides that interleave their authors differently', () => {
    const [first, between, second] = bob as [StoredMessage, StoredMessage, StoredMessage];
    expect(find(alice, [between, first, second])).toEqual({ ...clean, reordered: 2 });
  });

  it.each([
    ['nobody sent', theirs('alice', 'a3')],
    ['another author sent', theirs('alice', 'b1')],
    ['a stranger sent', { ...theirs('alice', 'x1'), author: 'f'.repeat(64) }],
    ['was sent in another conversation', { ...theirs('alice', 'a1'), conversation: 'd'.repeat(64) }],
  ])('finds a message that %s', (_, row) => {
    expect(find(alice, [...bob, row])).toEqual({ ...clean, phantom: 1 });
  });

  it('finds a message in the store of somebody it was not sent to', () => {
    const stores = [store('alice', alice), store('bob', bob), store('carol', [theirs('alice', 'a1')])];
    expect(checkHistories(lines, stores)).toEqual({ ...clean, phantom: 1 });
  });

  it('finds a message with another text', () => {
    const bent = { ...theirs('alice', 'a2'), sha256: 'a2!' };
    expect(find(alice, [...bob.slice(0, 2), bent])).toEqual({ ...clean, altered: 1 });
  });

  it('finds a gap where nothing is missing', () => {
    const gap = { ...theirs('alice', 'a2'), gapBefore: 1 };
    expect(find(alice, [...bob.slice(0, 2), gap])).toEqual({ ...clean, gaps: 1 });
  });

  it('finds what is still owed', () => {
    const found = checkHistories(lines, [store('alice', alice, 2), store('bob', bob, 1)]);
    expect(found).toEqual({ ...clean, owed: 3 });
    expect(wrongIn(found)).toBe(3);
  });

  it('counts, and does not mind, deliveries that no face was told of while it looked', () => {
    const found = find(alice, bob, lines.slice(0, -1));
    expect(found).toEqual({ ...clean, afterwards: 1 });
    expect(wrongIn(found)).toBe(0);
  });

  it.each([
    ['on neither side', [], [], {}],
    ['on both sides', ['a?'], ['a?'], { delivered: 1, afterwards: 1 }],
    ['at its author alone', ['a?'], [], { lost: 1, misstated: 1 }],
    ['at its reader alone', [], ['a?'], { forgotten: 1 }],
    ['twice', ['a?', 'a?'], ['a?'], { delivered: 1, afterwards: 1, duplicated: 1 }],
  ])('takes a message of unknown outcome %s for what it is', (_, atAlice, atBob, expected) => {
    const rows = [atAlice.map((id) => own('alice', id)), atBob.map((id) => theirs('alice', id))] as const;
    const found = find(...rows, log(invoke('alice', 'a?'), unknown('alice', 'a?')));
    expect(found).toEqual({ ...NO_FINDINGS, sent: 1, unknown: 1, ...expected });
  });

  it('takes a send that was never answered for one of unknown outcome', () => {
    expect(find([], [], log(invoke('alice', 'a?')))).toEqual({ ...NO_FINDINGS, sent: 1, unknown: 1 });
  });

  it('takes what its author repeated for one message, in the place it had, acknowledged once it was', () => {
    const again = [invoke('alice', 'a1'), unknown('alice', 'a1'), invoke('alice', 'a1'), ok('alice', 'a1')];
    const repeated = log(...again, invoke('alice', 'a2'), ok('alice', 'a2'));
    const both = [own('alice', 'a1'), own('alice', 'a2')];
    const received = [theirs('alice', 'a1'), theirs('alice', 'a2')];
    const found = { ...NO_FINDINGS, sent: 2, delivered: 2, afterwards: 2 };
    expect(find(both, received, repeated)).toEqual(found);
    expect(find(both.toReversed(), received.toReversed(), repeated)).toEqual({ ...found, reordered: 2 });
    expect(find(both.slice(1), received.slice(1), repeated)).toMatchObject({ lost: 1, forgotten: 1 });
  });
});
