import { describe, expect, it } from 'vitest';
import type { StoredTransfer } from '../../src/contract/values.js';
import { transferStanding } from './transfer-words.js';

const FILE: StoredTransfer = {
  ...{ id: '0'.repeat(32), contactId: '1'.repeat(32), contactName: 'Bob', conversationId: '2'.repeat(64) },
  ...{ direction: 'in', name: 'a.txt', extension: 'txt', mediaType: '', sizeBytes: 1_000, stage: 'running' },
  ...{
    pausedByMe: false,
    pausedByPeer: false,
    end: null,
    savedAs: null,
    saveError: null,
    createdAt: 0,
    offerFailure: null,
    isPastBudget: false,
    contentCode: null,
    isFollowed: false,
    overAt: null,
  },
};
const HALF = { doneBytes: 500, bytesPerSecond: 100, activity: 'flowing' } as const;
const STILL = { ...HALF, bytesPerSecond: 0, activity: 'waiting' } as const;
const said = (changes: Partial<StoredTransfer>, live: Parameters<typeof transferStanding>[1] = HALF) =>
  transferStanding({ ...FILE, ...changes }, live).key.replace('file.state.', '');
const end = (
  reason: NonNullable<StoredTransfer['end']>['reason'],
  by: 'me' | 'peer',
): Partial<StoredTransfer> => ({ stage: 'ended', end: { reason, by } });

describe('how it stands with a file', () => {
  it.each([
    ['yours', { stage: 'offered' }],
    ['yoursTooMuch', { stage: 'offered', isPastBudget: true }],
    ['yoursLater', { stage: 'waiting' }],
    ['theirs', { stage: 'offered', direction: 'out' }],
    ['unsent', { stage: 'offered', direction: 'out', offerFailure: { code: 'CONTACT_BLOCKED', params: {} } }],
    ['receiving', {}],
    ['sending', { direction: 'out' }],
    ['pausedByYou', { pausedByMe: true, pausedByPeer: true }],
    ['pausedByThem', { pausedByPeer: true }],
    ['received', { stage: 'done' }],
    ['saved', { stage: 'done', savedAs: '/home/bob/a.txt' }],
    ['unsaved', { stage: 'done', saveError: { code: 'FOLDER_UNUSABLE', params: {} } }],
    ['delivered', { stage: 'done', direction: 'out' }],
    ['declinedByYou', end('declined', 'me')],
    ['declinedByThem', end('declined', 'peer')],
    ['cancelledByYou', end('cancelled', 'me')],
    ['cancelledByThem', end('cancelled', 'peer')],
    ['changedHere', { direction: 'out', ...end('sourceChanged', 'me') }],
    ['changedThere', end('sourceChanged', 'peer')],
    ['damaged', end('damaged', 'me')],
    ['tooManyHere', end('tooMany', 'me')],
    ['forgotten', end('gone', 'me')],
    ['goneHere', { direction: 'out', ...end('gone', 'me') }],
    ['goneThere', end('gone', 'peer')],
    ['keyChanged', { direction: 'out', ...end('keyChanged', 'me') }],
    ['tooManyThere', { direction: 'out', ...end('tooMany', 'peer') }],
  ] as const)('is "%s"', (word, changes) => {
    expect(said(changes)).toBe(word);
  });

  it.each([
    ['waiting', { ...STILL, doneBytes: 0 }],
    ['lost', STILL],
    ['checking', { ...HALF, activity: 'checking' as const }],
    ['checking', { ...HALF, doneBytes: 1_000, activity: 'checking' as const }],
    ['unproven', { ...STILL, doneBytes: 1_000 }],
    ['held', { ...STILL, activity: 'held' as const }],
    ['noSpace', { ...STILL, activity: 'noSpace' as const }],
    ['sourceAway', { ...STILL, activity: 'sourceAway' as const }],
    ['queued', { ...STILL, activity: 'queued' as const }],
    ['stalled', { ...STILL, activity: 'stalled' as const }],
    ['waiting', undefined],
  ])('is "%s" by what it does just now', (word, live) => {
    expect(transferStanding(FILE, live).key).toBe(`file.state.${word}`);
  });

  it('that left is not called verified here: its recipient says when it is there', () => {
    const sent = { ...FILE, direction: 'out' } as const;
    expect(transferStanding(sent, { ...HALF, doneBytes: 1_000 }).key).toBe('file.state.unconfirmed');
  });

  it('says how far it is and how long it takes, while something flows', () => {
    expect(transferStanding(FILE, HALF)).toMatchObject({ isUnderWay: true, share: 0.5, secondsLeft: 5 });
    expect(transferStanding(FILE, STILL)).toMatchObject({ isUnderWay: true, secondsLeft: undefined });
    const paused = transferStanding({ ...FILE, pausedByPeer: true }, HALF);
    expect(paused).toMatchObject({ share: 0.5, bytesPerSecond: 0, secondsLeft: undefined });
    expect(transferStanding({ ...FILE, stage: 'done' }, HALF)).toMatchObject({ isUnderWay: false, share: 1 });
    expect(transferStanding({ ...FILE, sizeBytes: 0 }, { ...HALF, doneBytes: 0 })).toMatchObject({
      share: 0,
    });
  });
});
