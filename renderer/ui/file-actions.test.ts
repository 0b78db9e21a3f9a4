import { describe, expect, it } from 'vitest';
import { deedsOf } from './file-actions.js';

describe('what can be done with a file that was given up', () => {
  it('is sending it once more, where nobody decided against it and its recipient could take it later', () => {
    const deeds = (
      reason: 'tooMany' | 'gone' | 'keyChanged' | 'declined' | 'damaged',
      by: 'me' | 'peer',
      direction: 'in' | 'out' = 'out',
      isFollowed = false,
    ) =>
      deedsOf(
        {
          ...{ direction, stage: 'ended', pausedByMe: false, savedAs: null, offerFailure: null },
          end: { reason, by },
          isFollowed,
        },
        { saveAs: true, showSaved: true },
      );
    expect(deeds('tooMany', 'peer')).toEqual(['sendAgain']);
    expect(deeds('keyChanged', 'me')).toEqual(['sendAgain']);
    expect(deeds('gone', 'me')).toEqual(['sendAgain']);
    expect(deeds('gone', 'me', 'out', true)).toEqual([]);
    expect([
      deeds('tooMany', 'me', 'in'),
      deeds('declined', 'peer'),
      deeds('damaged', 'peer'),
      deeds('gone', 'peer'),
    ]).toEqual([[], [], [], []]);
  });
});

describe('what can be done with a file that is out of reach', () => {
  it('is having it looked for at once', () => {
    const running = {
      direction: 'out',
      stage: 'running',
      pausedByMe: false,
      savedAs: null,
      offerFailure: null,
      end: null,
      isFollowed: false,
    } as const;
    const can = { saveAs: true, showSaved: true };
    expect(deedsOf(running, can, 'sourceAway')).toEqual(['tryNow', 'pause', 'cancel']);
    expect(deedsOf(running, can, 'waiting')).toEqual(['pause', 'cancel']);
  });
});

describe('what can be done with an own offer that could not be sent', () => {
  it('is sending it after all', () => {
    const offered = {
      direction: 'out',
      stage: 'offered',
      pausedByMe: false,
      savedAs: null,
      end: null,
      isFollowed: false,
    } as const;
    const can = { saveAs: true, showSaved: true };
    const failed = { ...offered, offerFailure: { code: 'CONTACT_BLOCKED', params: {} } } as const;
    expect(deedsOf(failed, can)).toEqual(['retry', 'cancel']);
    expect(deedsOf({ ...offered, offerFailure: null }, can)).toEqual(['cancel']);
  });
});
