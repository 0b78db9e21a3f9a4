import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../base/app-error.js';
import { lossOf, nextLookMs } from './source-loss.js';

describe("a file of Alice's that cannot be read", () => {
  it.each([
    ['FILE_UNREADABLE', 'missing', 'away'],
    ['FILE_UNREADABLE', 'access', 'away'],
    ['FILE_UNREADABLE', 'special', 'sourceChanged'],
    ['FILE_UNREADABLE', 'entries', 'sourceChanged'],
    ['FILE_CHANGED', '', 'sourceChanged'],
    ['METADATA_UNKNOWN', '', 'sourceChanged'],
    ['FILE_LOST', '', 'gone'],
    ['DISK_FULL', '', undefined],
  ] as const satisfies [ErrorCode, string, string | undefined][])('%s %s: %s', (code, reason, loss) => {
    expect(lossOf(new AppError(code, { path: '/stick/a.bin', reason }))).toBe(loss);
  });

  it('is looked for again after 1 s, then with growing waits, at least once a minute', () => {
    expect([0, 1, 2, 5, 6, 1_000].map(nextLookMs)).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  });
});
