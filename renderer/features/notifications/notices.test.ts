import { describe, expect, it } from 'vitest';
import type { ConversationRow, MessageRow } from '../../../src/contract/values.js';
import { type Circumstances, conversationOf, knownOf, noticesFor, outdated } from './notices.js';

const BOB = 'b'.repeat(64);
const NOW = 1_000_000;
const USUAL: Circumstances = { level: 'name', now: NOW, attended: undefined };

function message(changes: Partial<MessageRow> = {}): MessageRow {
  return {
    id: 'm1',
    conversationId: BOB,
    position: '1',
    direction: 'in',
    state: 'received',
    reason: null,
    text: 'See you at ||eight||',
    more: false,
    kind: 'text',
    system: null,
    file: null,
    gapBefore: 0,
    recovered: false,
    unread: true,
    sentAt: NOW,
    receivedAt: NOW,
    ...changes,
  };
}

function row(changes: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: BOB,
    contactId: '0'.repeat(32),
    former: null,
    name: 'Bob',
    unread: 0,
    markedUnread: false,
    failed: 0,
    lastFailed: null,
    draft: '',
    attachments: [],
    caption: '',
    recipients: [],
    place: null,
    last: null,
    arrived: null,
    mutedUntil: 0,
    pinned: false,
    archived: false,
    hidden: false,
    ...changes,
  };
}

const QUIET = row({ last: message({ id: 'm0', unread: false }) });
const WRITTEN = row({ unread: 1, last: message() });
const told = (after: ConversationRow, circumstances: Partial<Circumstances> = {}, before = QUIET) =>
  noticesFor(knownOf([before]), [after], { ...USUAL, ...circumstances });

describe('a message that came', () => {
  it.each([
    ['text', 'Bob', 'See you at ▒▒▒'],
    ['name', 'Bob', undefined],
    ['nothing', undefined, undefined],
  ] as const)('is told at the level %s', (level, name, text) => {
    expect(told(WRITTEN, { level })).toEqual([
      { tag: BOB, what: 'message', name, text, count: 1, messageId: 'm1' },
    ]);
  });

  it.each([
    ['text', 'plan.txt'],
    ['name', undefined],
  ] as const)('and is about a file is told at the level %s', (level, text) => {
    const offered = row({ unread: 1, last: message({ kind: 'file', text: 'plan.txt' }) });
    expect(told(offered, { level })).toEqual([
      { tag: BOB, what: 'file', name: 'Bob', text, count: 1, messageId: 'm1' },
    ]);
  });

  it('says how many wait, and no more of a long one than fits', () => {
    const text = 'Ё'.repeat(300);
    const [notice] = told(row({ unread: 3, last: message({ text }) }), { level: 'text' });
    expect(notice).toMatchObject({ count: 3, text: `${'Ё'.repeat(200)}…` });
  });

  it.each([
    ['notifications are off', WRITTEN, { level: 'off' }],
    ['the owner has the conversation before them', WRITTEN, { attended: BOB }],
    ['the conversation is muted', { ...WRITTEN, mutedUntil: NOW + 1 }, {}],
    ['nothing new is in it', { ...QUIET, draft: 'Dear' }, {}],
    ['it is the owner’s own', row({ last: message({ id: 'm2', direction: 'out', unread: false }) }), {}],
    ['one was only marked unread again', row({ unread: 1, last: QUIET.last }), {}],
  ] as const)('is not told when %s', (_, after, circumstances) => {
    expect(told(after, circumstances)).toEqual([]);
  });

  it.each(['out', 'system'] as const)('is told where a line of the kind %s stands behind it', (direction) => {
    const behind = message({ id: 'm2', direction, unread: false, text: 'Where shall we meet?' });
    const [notice] = told(row({ unread: 1, last: behind, arrived: message() }), { level: 'text' });
    expect(notice).toMatchObject({ messageId: 'm1', text: 'See you at ▒▒▒', count: 1 });
  });

  it('is told after the time for which the conversation was muted', () => {
    expect(told({ ...WRITTEN, mutedUntil: NOW })).toHaveLength(1);
  });

  it('is not told twice', () => {
    expect(told(WRITTEN, {}, WRITTEN)).toEqual([]);
  });
});

describe('a message that will not be sent', () => {
  const failed = row({ failed: 1, lastFailed: 'm5', mutedUntil: NOW + 1 });

  it('is told once, in a muted conversation too', () => {
    expect(told(failed)).toMatchObject([{ tag: `failed-${BOB}`, what: 'failed', name: 'Bob' }]);
    expect(told(failed, {}, failed)).toEqual([]);
  });

  it('is the one its notification leads to, whatever stands behind it', () => {
    const behind = { ...failed, last: message({ id: 'm6', direction: 'out', unread: false }) };
    expect(told(behind)).toMatchObject([{ messageId: 'm5' }]);
  });

  it('is told beside one that waits for a decision already, and no more when that is taken', () => {
    const both = { ...failed, failed: 2, lastFailed: 'm7' };
    expect(told(both, {}, failed)).toMatchObject([{ what: 'failed', messageId: 'm7' }]);
    expect(told(failed, {}, both)).toEqual([]);
  });

  it('is not told to who has the conversation before their eyes', () => {
    expect(told(failed, { attended: BOB })).toEqual([]);
  });
});

describe('a notification', () => {
  it('goes when everything was read, when the owner looks, and when nothing fails any more', () => {
    expect(outdated([row()], undefined)).toEqual([BOB, `failed-${BOB}`]);
    expect(outdated([WRITTEN], undefined)).toEqual([`failed-${BOB}`]);
    expect(outdated([{ ...WRITTEN, failed: 1 }], BOB)).toEqual([BOB, `failed-${BOB}`]);
    expect(outdated([{ ...WRITTEN, failed: 1 }], undefined)).toEqual([]);
  });

  it('leads to its conversation', () => {
    expect([BOB, `failed-${BOB}`, `file-${BOB}`, 'request', '../x'].map(conversationOf)).toEqual([
      BOB,
      BOB,
      BOB,
      undefined,
      undefined,
    ]);
  });
});
