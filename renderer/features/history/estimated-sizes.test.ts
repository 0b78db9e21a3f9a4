import { describe, expect, it } from 'vitest';
import type { MessageRow } from '../../../src/contract/values.js';
import { estimatedPx, estimatedSumPx } from './estimated-sizes.js';
import type { HistoryItem } from './history-items.js';

function message(
  text: string,
  changes: { readonly isFirst?: boolean; readonly kind?: MessageRow['kind'] } = {},
) {
  const row: MessageRow = {
    ...{ id: 'a', conversationId: 'c', position: 'a', direction: 'in', state: 'received', reason: null },
    ...{ text, more: false, kind: changes.kind ?? 'text', file: null, system: null, gapBefore: 0 },
    ...{ recovered: false, unread: false, sentAt: 0, receivedAt: 0 },
  };
  const item: HistoryItem = {
    ...{ kind: 'message', key: 'a', row },
    ...{ isFirstOfGroup: changes.isFirst ?? false, isLastOfGroup: false },
  };
  return item;
}

describe('the height of a row that was not drawn yet', () => {
  // As Chromium draws them in a window of 1,100 pixels.
  it.each([
    ['one line', 'n'.repeat(60), 41],
    ['two lines', 'n'.repeat(108), 62],
    ['three lines', 'n'.repeat(156), 83],
    ['four lines', 'n'.repeat(252), 104],
    ['lines of its own', 'one\n\nthree', 83],
  ])('is that of its text: %s', (_, text, heightPx) => {
    expect(estimatedPx(message(text))).toBe(heightPx);
  });

  it('is not more than that of what is shown of a long text', () => {
    const twenty = estimatedPx(message('line\n'.repeat(19)));
    expect(estimatedPx(message('n'.repeat(4_000)))).toBe(twenty);
    expect(estimatedPx(message('\n'.repeat(4_000)))).toBe(twenty);
  });

  it('has room above whoever begins to speak, and for a file', () => {
    expect(estimatedPx(message('n', { isFirst: true }))).toBeGreaterThan(estimatedPx(message('n')));
    expect(estimatedPx(message('', { kind: 'file' }))).toBeGreaterThan(estimatedPx(message('')));
  });

  it('adds up', () => {
    expect(estimatedSumPx([message('n'), message('n'), { kind: 'new', key: 'new' }])).toBe(41 + 41 + 44);
    expect(estimatedSumPx([])).toBe(0);
  });
});
