import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../base/bytes.js';
import { messageRow } from '../../../contract/values.js';
import { authorRank, formatPosition } from '../../../core/ports/position.js';
import { ALICE, BOB, WITH_BOB, sampleId } from '../../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../../testing/reading-fixture.js';
import { openReader } from '../database.js';
import { MESSAGES_BEFORE } from './message-rows.js';
import { SNAPSHOT_BYTES, rowsWithin } from './rows-within.js';
import { ROW_TEXT_BYTES, cutText } from './text-cut.js';

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

const WITH_CAROL = sampleId('conversation', 0xca201);

function positionOf(author: typeof BOB | null, seq: number): string {
  return formatPosition(10 * seq, authorRank(author), seq);
}

describe('reading messages', () => {
  const newest = (limit: number) =>
    fixture.reader.read({ kind: 'newestMessages', conversationId: WITH_BOB, limit }).value;

  it('gives what the contract promises, from either side', () => {
    fixture.commit((store) => {
      store.messages.add(writtenMessage(2, 'from Bob', { unread: true, recovered: true }));
      store.messages.add(
        writtenMessage(3, 'from Alice', {
          author: ALICE,
          state: 'failed',
          failure: { code: 'CONTACT_BLOCKED', params: { name: 'Bob' } },
        }),
      );
    });
    const rows = newest(10).rows.map((row) => messageRow.parse(row));
    expect(rows).toMatchObject([
      {
        id: `${BOB}-${sampleId('message', 2)}`,
        direction: 'in',
        state: 'received',
        kind: 'text',
        text: 'from Bob',
        position: positionOf(BOB, 2),
        gapBefore: 1,
        unread: true,
        recovered: true,
        reason: null,
      },
      {
        id: sampleId('message', 3),
        direction: 'out',
        state: 'failed',
        reason: { code: 'CONTACT_BLOCKED', params: { name: 'Bob' } },
      },
    ]);
  });

  it('keeps apart messages to which Bob and Alice gave the same id', () => {
    const id = sampleId('message', 77);
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'mine', { author: ALICE, id, state: 'delivered' }));
      store.messages.add(writtenMessage(2, 'copied id', { id }));
    });
    expect(new Set(newest(10).rows.map((row) => row.id)).size).toBe(2);
  });

  it('shows system lines as codes, content of a newer Kith and broken payloads as unknown', () => {
    const line = { code: 'CONTACT_APPROVED', params: { name: 'Bob' } };
    fixture.commit((store) => {
      store.messages.add(
        writtenMessage(1, '', { author: null, kind: 0, payload: utf8(JSON.stringify(line)) }),
      );
      const unknown = { kind: 'unknown', number: 99, content: utf8('?') } as const;
      store.messages.add(writtenMessage(2, unknown, { kind: 99 }));
      store.messages.add(writtenMessage(3, 'x', { payload: utf8('garbage') }));
    });
    expect(newest(10).rows.map((row) => messageRow.parse(row))).toMatchObject([
      { direction: 'system', kind: 'system', system: line, text: '' },
      { direction: 'in', kind: 'unknown', system: null, text: '' },
      { direction: 'in', kind: 'unknown', system: null, text: '' },
    ]);
  });

  it('shows a withdrawn message of ours without its text, and none of theirs', () => {
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, { kind: 'withdrawn' }, { author: ALICE, state: 'withdrawn' }));
      store.messages.add(writtenMessage(2, { kind: 'withdrawn' }, { kind: 4 }));
    });
    expect(newest(10).rows).toMatchObject([{ direction: 'out', state: 'withdrawn', text: '' }]);
  });

  it('tells a message that went on to another key from one that was taken back', () => {
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'still to be said', { author: ALICE, state: 'withdrawn' }));
    });
    expect(newest(10).rows.map((row) => messageRow.parse(row))).toMatchObject([{ state: 'moved' }]);
  });

  it('cuts long text in rows and gives the whole when asked for it', () => {
    const text = 'ж'.repeat(5_000);
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, text));
    });
    const [row] = newest(1).rows;
    expect(row).toMatchObject({ text: 'ж'.repeat(ROW_TEXT_BYTES / 2), more: true });
    const read = (position: string) =>
      fixture.reader.read({ kind: 'messageText', conversationId: WITH_BOB, position }).value;
    expect(read(row?.position ?? '')).toBe(text);
    expect(read(positionOf(BOB, 2))).toBeUndefined();
    expect(read('nonsense')).toBeUndefined();
  });

  it('pages through a conversation without losing or repeating one', () => {
    fixture.commit((store) => {
      for (let seq = 1; seq <= 20; seq++) store.messages.add(writtenMessage(seq, `m${String(seq)}`));
      store.messages.add(writtenMessage(21, { kind: 'withdrawn' }, { kind: 4 }));
    });
    const page = (limit: number, at: { before?: string; after?: string }) =>
      fixture.reader.read({ kind: 'messagePage', conversationId: WITH_BOB, limit, ...at }).value;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.boolean(), (limit, backwards) => {
        const seen: string[] = [];
        let at = backwards ? { before: positionOf(BOB, 21) } : { after: formatPosition(0, 0, 0) };
        for (;;) {
          const { rows, hasMore } = page(limit, at);
          const texts = rows.map(({ text }) => text);
          if (backwards) seen.unshift(...texts);
          else seen.push(...texts);
          if (!hasMore) break;
          expect(rows).toHaveLength(limit);
          const edge = rows.at(backwards ? 0 : -1)?.position ?? '';
          at = backwards ? { before: edge } : { after: edge };
        }
        expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => `m${String(index + 1)}`));
      }),
      { numRuns: 20 },
    );
    expect(page(3, {}).rows.map(({ text }) => text)).toEqual(['m18', 'm19', 'm20']);
    expect(newest(3)).toMatchObject({ hasMore: true });
    expect(newest(20)).toMatchObject({ hasMore: false });
  });

  it('reads the messages at given positions, of this conversation only', () => {
    fixture.commit((store) => {
      for (let seq = 1; seq <= 3; seq++) store.messages.add(writtenMessage(seq, `m${String(seq)}`));
    });
    const at = (conversationId: string, ...positions: string[]) =>
      fixture.reader
        .read({ kind: 'messagesAt', conversationId, positions })
        .value.rows.map(({ text }) => text);
    expect(at(WITH_BOB, positionOf(BOB, 3), positionOf(BOB, 1), positionOf(BOB, 9))).toEqual(['m3', 'm1']);
    expect(at(WITH_CAROL, positionOf(BOB, 3))).toEqual([]);
  });

  it('ends a window at 512 KiB and says that there is more', () => {
    // A control character takes six bytes of JSON.
    const text = '\u0001'.repeat(ROW_TEXT_BYTES);
    fixture.commit((store) => {
      for (let seq = 1; seq <= 100; seq++) store.messages.add(writtenMessage(seq, text));
    });
    const { rows, hasMore } = newest(100);
    expect(JSON.stringify(rows).length).toBeLessThan(SNAPSHOT_BYTES + rows.length + 2);
    expect(rows.length).toBeGreaterThan(30);
    expect(hasMore).toBe(true);
    expect(rows.at(-1)?.position).toBe(positionOf(BOB, 100));
  });

  it('uses the index for windows and pages', () => {
    const sql = openReader(fixture.directory);
    const text = MESSAGES_BEFORE.replace(/\?/g, '1');
    const plan = sql.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`).map(({ detail }) => detail);
    sql.close();
    expect(plan).toContainEqual(expect.stringContaining('USING INDEX message_display'));
    expect(plan.filter((step) => /SCAN (?!CONSTANT)|TEMP B-TREE/.test(step))).toEqual([]);
  });
});

describe('bounded rows', () => {
  it('holds at least one row, however large', () => {
    const huge = 'x'.repeat(SNAPSHOT_BYTES);
    expect(rowsWithin([huge, 'next'])).toEqual({ rows: [huge], hasMore: true });
    expect(rowsWithin([])).toEqual({ rows: [], hasMore: false });
  });

  it('cuts text at 2 KiB, never inside a code point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 200, maxLength: 3_000 }), (text) => {
        const cut = cutText(text);
        expect(text.startsWith(cut.text)).toBe(true);
        expect(cut.more).toBe(cut.text !== text);
        expect(utf8(cut.text).length).toBeLessThanOrEqual(ROW_TEXT_BYTES);
        if (cut.more) expect(utf8(cut.text).length).toBeGreaterThan(ROW_TEXT_BYTES - 4);
      }),
    );
    expect(cutText(`${'x'.repeat(ROW_TEXT_BYTES - 1)}🦔`).text).toBe('x'.repeat(ROW_TEXT_BYTES - 1));
    expect(cutText('x'.repeat(ROW_TEXT_BYTES))).toMatchObject({ more: false });
  });
});
