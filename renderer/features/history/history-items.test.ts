import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageRow } from '../../../src/contract/values.js';
import {
  cameLate,
  clockDifferenceMs,
  type Edges,
  historyItems,
  isEmojiOnly,
  unreadAtEdges,
  withOutgoing,
} from './history-items.js';

const NOON = new Date(2026, 10, 21, 12).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function row(id: string, at: number, changes: Partial<MessageRow> = {}): MessageRow {
  return {
    ...{ id, conversationId: 'c', position: id, direction: 'in', state: 'received', reason: null },
    ...{
      text: id,
      more: false,
      kind: 'text',
      file: null,
      system: null,
      gapBefore: 0,
      recovered: false,
      unread: false,
    },
    ...{ sentAt: at, receivedAt: at, ...changes },
  };
}

const WHOLE: Edges = { hasOlder: false, hasNewer: false };

/** One word an item: what it is, with < for the first and > for the last of a group. */
function drawn(rows: readonly MessageRow[], newFrom?: string, edges: Partial<Edges> = {}): string {
  return historyItems(rows, newFrom, { ...WHOLE, ...edges })
    .map((item) => {
      if (item.kind !== 'message') return item.kind;
      return `${item.isFirstOfGroup ? '<' : ''}${item.key}${item.isLastOfGroup ? '>' : ''}`;
    })
    .join(' ');
}

describe('a conversation', () => {
  it('groups what one side says within three minutes', () => {
    const rows = [row('a', NOON), row('b', NOON + MINUTE), row('c', NOON + 5 * MINUTE)];
    expect(drawn(rows)).toBe('day <a b> <c>');
  });

  it('shows no row before its neighbour is there, so that none changes under the eyes of its reader', () => {
    const rows = ['a', 'b', 'c', 'd'].map((id, index) => row(id, NOON + index, { unread: index > 2 }));
    const [older, newer] = [rows.slice(0, 3), rows.slice(1)];
    expect(drawn(rows)).toBe('day <a b c d>');
    expect(drawn(newer, undefined, { hasOlder: true })).toBe('c d>');
    expect(drawn(older, undefined, { hasNewer: true })).toBe('day <a b');
    expect(unreadAtEdges(newer, { hasOlder: true, hasNewer: true })).toEqual({ older: 0, newer: 1 });
    expect(unreadAtEdges(rows, WHOLE)).toEqual({ older: 0, newer: 0 });
  });

  it('says the day of the first row it shows when the one before is of another', () => {
    const rows = [row('a', NOON), row('b', NOON + DAY)];
    expect(drawn(rows, undefined, { hasOlder: true })).toBe('day <b>');
  });

  it('begins a group when the other side speaks', () => {
    const rows = [row('a', NOON), row('b', NOON + 1, { direction: 'out' }), row('c', NOON + 2)];
    expect(drawn(rows)).toBe('day <a> <b> <c>');
  });

  it('separates days at local midnight, also within a group', () => {
    const midnight = new Date(2026, 10, 22).getTime();
    expect(drawn([row('a', midnight - 1), row('b', midnight)])).toBe('day <a> day <b>');
  });

  it('draws the line before what is new, and begins a group there', () => {
    expect(drawn([row('a', NOON), row('b', NOON + 1)], 'b')).toBe('day <a> new <b>');
  });

  it('marks where messages are missing', () => {
    expect(drawn([row('a', NOON), row('b', NOON + 1, { gapBefore: 2 })])).toBe('day <a> gap <b>');
  });

  it('keeps system lines out of groups', () => {
    const joined = row('s', NOON + 1, { direction: 'system', kind: 'system' });
    expect(drawn([row('a', NOON), joined, row('b', NOON + 2)])).toBe('day <a> system <b>');
  });

  const keys = (rows: readonly MessageRow[], edges = WHOLE) =>
    historyItems(rows, undefined, edges).map(({ key }) => key);

  it('keeps the keys of separators when older rows come', () => {
    const rows = [row('a', NOON), row('b', NOON + MINUTE), row('c', NOON + DAY), row('d', NOON + DAY)];
    const newer = keys(rows.slice(1), { hasOlder: true, hasNewer: false });
    expect(newer).toEqual(['day c', 'c', 'd']);
    expect(keys(rows)).toEqual(expect.arrayContaining(newer));
  });

  it('gives no two items one key, however often a day comes again', () => {
    const days = fc.array(fc.record({ day: fc.integer({ min: 0, max: 2 }), isOwn: fc.boolean() }));
    fc.assert(
      fc.property(days, (written) => {
        const rows = written.map(({ day, isOwn }, index) =>
          row(String(index), NOON + day * DAY, { direction: isOwn ? 'out' : 'in', gapBefore: day }),
        );
        expect(new Set(keys(rows)).size).toBe(keys(rows).length);
      }),
    );
  });

  it('shows what is being sent at the end until the node shows it, and then once', () => {
    const sending = { id: 'x', contactId: 'b', conversationId: 'c', text: 'hello', at: NOON };
    expect(withOutgoing([row('a', NOON)], [sending]).map(({ id }) => id)).toEqual(['a', 'x']);
    expect(withOutgoing([row('x', NOON)], [sending]).map(({ id }) => id)).toEqual(['x']);
  });
});

describe('a message', () => {
  it.each([
    ['👍', true],
    ['👩‍👩‍👧 🇫🇮', true],
    ['1', false],
    ['👍👍👍👍', false],
    ['ok 👍', false],
    ['', false],
  ])('"%s" is large: %s', (text, isLarge) => {
    expect(isEmojiOnly(text)).toBe(isLarge);
  });

  it.each([
    [6 * MINUTE, 6 * MINUTE],
    [4 * MINUTE, undefined],
    [-60 * MINUTE, undefined],
  ])('sent %i ms after it came has a clock that is off by %s', (ahead, difference) => {
    expect(clockDifferenceMs(row('a', NOON, { sentAt: NOON + ahead }))).toBe(difference);
  });

  it.each([
    ['in', -6 * MINUTE, true],
    ['in', -4 * MINUTE, false],
    ['in', 6 * MINUTE, false],
    ['out', -6 * MINUTE, false],
  ] as const)('%s, sent %i ms after it came, came late: %s', (direction, ahead, isLate) => {
    expect(cameLate(row('a', NOON, { direction, sentAt: NOON + ahead }))).toBe(isLate);
  });
});
