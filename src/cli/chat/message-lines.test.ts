import { describe, expect, it } from 'vitest';
import { message } from '../../../tests/cli/people.js';
import { NOON } from '../../../tests/cli/fake-shell.js';
import type { StoredTransfer } from '../../contract/values.js';
import { displayWidth } from '../width.js';
import { type MessageStyle, messageLines } from './message-lines.js';

const STYLE: MessageStyle = { width: 60, timeZone: 'UTC', name: 'Bob' };
const DAY_MS = 86_400_000;
const FILE: Omit<StoredTransfer, 'direction' | 'stage'> = {
  id: '0'.repeat(24) + '07be22d9',
  contactId: '1'.repeat(32),
  contactName: 'Bob',
  conversationId: '2'.repeat(64),
  name: 'film.mp4',
  extension: 'mp4',
  mediaType: 'video/mp4',
  sizeBytes: 4_400_000,
  pausedByMe: false,
  pausedByPeer: false,
  end: null,
  savedAs: null,
  saveError: null,
  offerFailure: null,
  isPastBudget: false,
  contentCode: null,
  isFollowed: false,
  overAt: null,
  createdAt: NOON,
};
const SHOWN = message('already shown');

function lines(rows: Parameters<typeof messageLines>[0], style: Partial<MessageStyle> = {}): string[] {
  return messageLines(rows, { ...STYLE, previous: SHOWN, ...style });
}

describe('messages in the terminal', () => {
  it('say when, who and what', () => {
    expect(lines([message('Hello Alice'), message('Hi!', { direction: 'out', state: 'read' })])).toEqual([
      '12:00  Bob  Hello Alice',
      '12:00  You  Hi! ✓✓',
    ]);
  });

  it.each([
    ['queued', '·'],
    ['relayed', '→'],
    ['delivered', '✓'],
    ['read', '✓✓'],
    ['failed', '!'],
  ] as const)('mark an own message that is %s with %s', (state, tick) => {
    expect(lines([message('x', { direction: 'out', state })])).toEqual([`12:00  You  x ${tick}`]);
  });

  it('tell a file that was forgotten from a text', () => {
    const forgotten = message('film.mp4', { kind: 'file', file: null });
    expect(lines([forgotten])).toEqual(['12:00  Bob  [file] film.mp4; not on this computer any more']);
  });

  it('tell a file from a text that looks like its name, and how to take it', () => {
    const offer = { ...FILE, direction: 'in', stage: 'offered' } as const;
    const wide = { width: 200 };
    expect(lines([message('film.mp4', { file: offer })], wide)).toEqual([
      '12:00  Bob  [file] film.mp4, 4.4 MB; waits for your word: `kith accept 07be22d9`',
    ]);
    const sent = { ...FILE, direction: 'out', stage: 'running' } as const;
    const row = message('Look at this', { direction: 'out', state: 'delivered', file: sent });
    expect(lines([row], wide)).toEqual([
      '12:00  You  [file] film.mp4, 4.4 MB; on its way',
      '            Look at this ✓',
    ]);
  });

  it('say why one was not sent, or why it waits', () => {
    const reason = { code: 'PEER_TIMEOUT', params: {} } as const;
    const [, why] = lines([message('x', { direction: 'out', state: 'failed', reason })], { width: 200 });
    expect(why).toMatch(/^ {12}not sent: That node did not answer in time/u);
    const [, waits] = lines([message('x', { direction: 'out', state: 'queued', reason })], { width: 200 });
    expect(waits).toContain('waits: ');
  });

  it('are parted by days, once a day, and by the first unread one', () => {
    const rows = [
      message('a'),
      // Bob's clock is years behind.
      message('bb', { sentAt: 0, receivedAt: NOON + DAY_MS }),
      message('ccc', { sentAt: 0, receivedAt: NOON + DAY_MS }),
    ];
    const shown = lines(rows, { previous: undefined, unreadFrom: rows[2]?.id });
    expect(shown.map((line) => line.replaceAll(/─+ ?| ─+/gu, ''))).toEqual([
      'Monday, 2 March 2026',
      '12:00  Bob  a',
      'Tuesday, 3 March 2026',
      '12:00  Bob  bb',
      'new messages',
      '12:00  Bob  ccc',
    ]);
  });

  it('show where some are missing', () => {
    expect(lines([message('a', { gapBefore: 2 })])[0]).toContain(' 2 messages missing ');
    expect(lines([message('a', { gapBefore: 1 })])[0]).toContain(' 1 message missing ');
  });

  it('indent further lines and never exceed the width', () => {
    const text = 'A long line with 日本語 and 👨‍👩‍👧 that has to be broken somewhere\nand a second line';
    const shown = lines([message(text)], { width: 30 });
    expect(shown.length).toBeGreaterThan(3);
    for (const line of shown) expect(displayWidth(line)).toBeLessThanOrEqual(30);
    for (const line of shown.slice(1)) expect(line.startsWith(' '.repeat(12))).toBe(true);
  });

  it('cannot command the terminal, neither by text nor by name', () => {
    const shown = lines([message('\u001b]52;c;eA==\u0007\u202eevil\u001b[2J')]).join('\n');

    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
  });

  it('say when a message needs a newer Kith, was taken back, went on, was recovered or goes on', () => {
    expect(lines([message('', { kind: 'unknown' })], { width: 200 })[0]).toContain('newer Kith');
    expect(lines([message('gone', { direction: 'out', state: 'withdrawn' })])).toEqual([
      '12:00  You  (taken back)',
    ]);
    expect(lines([message('on', { direction: 'out', state: 'moved' })])).toEqual([
      '12:00  You  (went on to the new key)',
    ]);
    expect(lines([message('back', { recovered: true })])[0]).toContain('(recovered)');
    expect(lines([message('long', { more: true })]).join(' ')).toContain('kith history');
  });

  it('tell events as sentences', () => {
    const system = { code: 'CONTACT_APPROVED', params: {} };
    expect(lines([message('', { direction: 'system', system })])).toEqual([
      '12:00  * You and Bob can now write to each other.',
    ]);
  });
});
