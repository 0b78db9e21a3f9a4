import { describe, expect, it } from 'vitest';
import type { MessageRow } from '../../../src/contract/values.js';
import { clockDifferenceMs, historyItems, isEmojiOnly, withOutgoing } from './history-items.js';

const NOON = new Date(2026, 10, 21, 12).getTime();
const MINUTE = 60_000;

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

/** One word an item: what it is, with < for the first and > for the last of a group. */
function drawn(rows: readonly MessageRow[], newFrom?: string, hasOlder = false): string {
  return historyItems(rows, newFrom, hasOlder)
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

  it('says no day before the first row while there are older ones, so that it never moves', () => {
    expect(drawn([row('a', NOON), row('b', NOON + 24 * 60 * MINUTE)], undefined, true)).toBe('<a> day <b>');
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

  it('keeps the keys of separators when older rows come', () => {
    const [older, newer] = [row('a', NOON), row('b', NOON + MINUTE)];
    const keys = (rows: MessageRow[]) => historyItems(rows, undefined).map(({ key }) => key);
    expect(keys([older, newer])).toEqual(expect.arrayContaining(keys([newer])));
  });

  it('shows what is being sent at the end until the node shows it, and then once', () => {
    const sending = { id: 'x', conversationId: 'c', text: 'hello', at: NOON };
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
});
