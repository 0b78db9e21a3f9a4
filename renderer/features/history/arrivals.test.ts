import { describe, expect, it } from 'vitest';
import type { MessageRow } from '../../../src/contract/values.js';
import { arrivedSince, heardOf, together } from './arrivals.js';

const NOON = 1_000_000;

function message(id: string, changes: Partial<MessageRow> = {}): MessageRow {
  return {
    ...{ id, conversationId: 'c', position: id, direction: 'in', state: 'received', reason: null },
    ...{ text: id, more: false, kind: 'text', file: null, system: null, gapBefore: 0, recovered: false },
    ...{ unread: true, sentAt: NOON, receivedAt: NOON, ...changes },
  };
}

const own = message('own', { direction: 'out', state: 'queued', unread: false });
const QUIET = { last: null, arrived: null, unread: 0 };

describe('what arrives in the conversation that is open', () => {
  it('is the message that came, whatever stands behind it', () => {
    const first = { ...QUIET, last: message('a'), unread: 1 };
    expect(arrivedSince(heardOf(QUIET), first)).toMatchObject({ newest: { id: 'a' }, count: 1 });
    const crossed = { last: own, arrived: message('b'), unread: 2 };
    expect(arrivedSince(heardOf(first), crossed)).toMatchObject({ newest: { id: 'b' }, count: 1 });
  });

  it('is counted together', () => {
    const three = { ...QUIET, last: message('c'), unread: 3 };
    const news = arrivedSince(heardOf(QUIET), three);
    expect(news).toMatchObject({ newest: { id: 'c' }, count: 3 });
    const another = arrivedSince(heardOf(three), { ...QUIET, last: message('d'), unread: 4 });
    expect(news && another && together(news, another)).toMatchObject({ newest: { id: 'd' }, count: 4 });
  });

  it('is told though what came before it was seen at the same time', () => {
    const heard = heardOf({ ...QUIET, last: message('a'), unread: 1 });
    const next = { ...QUIET, last: message('b'), unread: 1 };
    expect(arrivedSince(heard, next)).toMatchObject({ newest: { id: 'b' }, count: 1 });
  });

  it('is nothing of the owner, nor what was there when it was opened, nor that it was seen', () => {
    const waiting = { ...QUIET, last: message('a'), unread: 5 };
    expect(arrivedSince(heardOf(waiting), waiting)).toBeUndefined();
    const seen = { ...QUIET, last: message('a', { unread: false }) };
    expect(arrivedSince(heardOf(waiting), seen)).toBeUndefined();
    expect(arrivedSince(heardOf(seen, heardOf(waiting)), { ...QUIET, last: own })).toBeUndefined();
    expect(
      arrivedSince(heardOf({ ...QUIET, last: own }), { ...QUIET, last: { ...own, state: 'read' } }),
    ).toBeUndefined();
  });

  it('is nothing older that is the newest again, nor what was deleted and is had back', () => {
    const newest = { ...QUIET, last: message('b', { receivedAt: NOON + 1 }), unread: 2 };
    const heard = heardOf(newest);
    const older = { ...QUIET, last: message('a'), unread: 1 };
    expect(arrivedSince(heard, older)).toBeUndefined();
    expect(arrivedSince(heardOf(older, heard), newest)).toBeUndefined();
  });
});
