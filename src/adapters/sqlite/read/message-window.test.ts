import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationRow, deletionRow } from '../../../contract/values.js';
import { authorRank, formatPosition } from '../../../core/ports/position.js';
import { ALICE, BOB, WITH_BOB, sampleId, sampleMessage } from '../../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../../testing/reading-fixture.js';
import type { Anchor } from './read-query.js';
import { SNAPSHOT_BYTES } from './rows-within.js';

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

const positionOf = (seq: number) => formatPosition(10 * seq, authorRank(BOB), seq);

function look(anchor: Anchor, before: number, after: number) {
  const query = { kind: 'messageWindow', conversationId: WITH_BOB, anchor, before, after } as const;
  const { rows, window } = fixture.reader.read(query).value;
  return { texts: rows.map(({ text }) => text), window };
}

describe('a window on a conversation', () => {
  beforeEach(() => {
    fixture.commit((store) => {
      for (let seq = 1; seq <= 9; seq++) {
        // Bob's clock goes backwards.
        const fields = { unread: seq >= 7, receivedAt: 1_000 * seq, sentAt: 50_000 - seq };
        store.messages.add(writtenMessage(seq, `m${String(seq)}`, fields));
      }
    });
  });

  it('shows so many messages before its anchor and from it on, and says what lies outside', () => {
    expect(look({ at: 'position', position: positionOf(5) }, 2, 3)).toEqual({
      texts: ['m3', 'm4', 'm5', 'm6', 'm7'],
      window: { anchor: positionOf(5), hasOlder: true, hasNewer: true, unreadOlder: 0, unreadNewer: 2 },
    });
    expect(look({ at: 'newest' }, 2, 3)).toEqual({
      texts: ['m5', 'm6', 'm7', 'm8', 'm9'],
      window: { anchor: null, hasOlder: true, hasNewer: false, unreadOlder: 0, unreadNewer: 0 },
    });
  });

  it('counts what is unread before and after it', () => {
    const unread = (seq: number) => look({ at: 'position', position: positionOf(seq) }, 0, 1).window;
    expect(unread(7)).toMatchObject({ unreadOlder: 0, unreadNewer: 2 });
    expect(unread(9)).toMatchObject({ unreadOlder: 2, unreadNewer: 0 });
  });

  it('finds the oldest unread message', () => {
    expect(look({ at: 'unread' }, 1, 2)).toMatchObject({
      texts: ['m6', 'm7', 'm8'],
      window: { anchor: positionOf(7) },
    });
    fixture.commit((store) => {
      store.messages.markRead(WITH_BOB, { lamport: 90, rank: authorRank(BOB), authorSeq: 9 });
    });
    expect(look({ at: 'unread' }, 1, 1)).toMatchObject({ texts: ['m8', 'm9'], window: { anchor: null } });
  });

  it('finds a message by the id of its row, own ones and system lines too', () => {
    fixture.commit((store) => {
      store.messages.add(writtenMessage(2, 'mine', { author: ALICE, lamport: 95, state: 'delivered' }));
      store.messages.add(sampleMessage(3, { author: null, kind: 0, lamport: 97, payload: LINE }));
    });
    const at = (id: string) => look({ at: 'message', id }, 0, 1);
    expect(at(`${BOB}-${sampleId('message', 4)}`).texts).toEqual(['m4']);
    expect(at(sampleId('message', 2)).texts).toEqual(['mine']);
    expect(at(sampleId('message', 3)).window?.anchor).toBe(formatPosition(97, 0, 3));
    for (const id of [
      sampleId('message', 4),
      `${sampleId('node', 99)}-${sampleId('message', 4)}`,
      'nonsense',
      '',
      '-',
    ]) {
      expect(at(id).window?.anchor).toBeNull();
    }
  });

  it('finds the first message of a date by when it came, as it is shown', () => {
    const at = (time: number) => look({ at: 'date', time }, 0, 1);
    expect([at(0), at(3_001), at(9_000)].map(({ texts }) => texts)).toEqual([['m1'], ['m4'], ['m9']]);
    expect(at(9_001)).toMatchObject({ texts: ['m9'], window: { anchor: null } });
  });

  it('is the newest messages when its position is none', () => {
    expect(look({ at: 'position', position: 'x' }, 0, 1)).toMatchObject({ texts: ['m9'] });
    expect(look({ at: 'position', position: positionOf(99) }, 1, 5).texts).toEqual(['m9']);
  });

  it('ends at 512 KiB at its outer ends, never at its anchor', () => {
    const long = '\u0001'.repeat(2_000);
    fixture.commit((store) => {
      for (let seq = 10; seq <= 200; seq++) store.messages.add(writtenMessage(seq, long));
    });
    const query = { at: 'position', position: positionOf(100) } as const;
    const { texts, window } = look(query, 300, 300);
    expect(JSON.stringify(texts).length).toBeLessThan(SNAPSHOT_BYTES);
    expect(window).toMatchObject({ hasOlder: true, hasNewer: true });
    const around = fixture.reader.read({
      kind: 'messageWindow',
      conversationId: WITH_BOB,
      anchor: query,
      before: 300,
      after: 300,
    }).value.rows;
    expect(around.map(({ position }) => position)).toContain(positionOf(100));
  });

  it('shows nothing of an empty conversation', () => {
    fixture.commit((store) => {
      store.conversations.clear(WITH_BOB);
    });
    expect(look({ at: 'unread' }, 5, 5)).toEqual({
      texts: [],
      window: { anchor: null, hasOlder: false, hasNewer: false, unreadOlder: 0, unreadNewer: 0 },
    });
  });
});

describe('what was deleted', () => {
  it('is in no window and no count, and is listed while it can be had back', () => {
    const doomed = writtenMessage(2, 'doomed', { unread: true });
    const deletion = { id: sampleId('deletion', 1), conversationId: WITH_BOB, dueAt: 10_000 };
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'stays'));
      store.messages.add(doomed);
      store.deletions.hold(deletion, [doomed]);
    });
    expect(look({ at: 'newest' }, 5, 5)).toMatchObject({
      texts: ['stays'],
      window: { hasNewer: false, unreadNewer: 0 },
    });
    const rows = () => fixture.reader.read({ kind: 'deletions' }).value.rows;
    expect(rows().map((row) => deletionRow.parse(row))).toEqual([
      { id: deletion.id, conversationId: WITH_BOB, messages: 1, dueAt: 10_000 },
    ]);
    expect(fixture.reader.read({ kind: 'counts', now: 0 }).value.unread).toBe(0);
    fixture.commit((store) => {
      store.deletions.undo(deletion.id);
    });
    expect([look({ at: 'newest' }, 5, 5).texts, rows()]).toEqual([['stays', 'doomed'], []]);
  });
});

describe('a row of the conversation list', () => {
  const row = () => conversationRow.parse(fixture.reader.read({ kind: 'conversations' }).value.rows[0]);

  it('has what the owner set', () => {
    const settings = { mutedUntil: 7, pinned: true, archived: true, hidden: true, markedUnread: true };
    expect(row()).toMatchObject({ mutedUntil: 0, pinned: false, archived: false, hidden: false });
    fixture.commit((store) => {
      store.conversations.setSettings(WITH_BOB, settings);
    });
    expect(row()).toMatchObject(settings);
  });

  it('says how many messages of the owner failed, and which of them is the newest', () => {
    const [first, second] = [1, 2].map((seq) => writtenMessage(seq, 'x', { author: ALICE, state: 'failed' }));
    if (!first || !second) throw new Error('no messages');
    const failed = () => [row().failed, row().lastFailed];
    expect(failed()).toEqual([0, null]);
    fixture.commit((store) => {
      store.messages.add(first);
      store.messages.add(second);
      store.messages.add(writtenMessage(3, 'y', { author: ALICE }));
    });
    expect(failed()).toEqual([2, second.id]);
    fixture.commit((store) => {
      store.messages.setState(WITH_BOB, ALICE, second.id, 'queued');
    });
    expect(failed()).toEqual([1, first.id]);
    fixture.commit((store) => {
      store.messages.setState(WITH_BOB, ALICE, first.id, 'queued');
    });
    expect(failed()).toEqual([0, null]);
  });
});

const LINE = new TextEncoder().encode('{"code":"X","params":{}}');
