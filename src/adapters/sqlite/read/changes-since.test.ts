import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ReadingFixture, readingFixture } from '../../../testing/reading-fixture.js';
import { MOST_CHANGES_TOLD } from './changes-since.js';

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

const since = (rev: number) => fixture.reader.read({ kind: 'changesSince', rev }).value;

/** Returns the revision. */
function touch(keys: readonly (number | string)[]): number {
  return fixture.commit((store) => {
    for (const key of keys) store.changes.touch({ kind: 'contact', key: String(key) });
  });
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('what changed since a revision', () => {
  it('is each entity once, and nothing at the newest revision', () => {
    const before = touch(['a']);
    touch(['b', 'c']);
    const now = touch(['b']);
    expect(since(before)).toEqual(['contact:b', 'contact:c']);
    expect(since(now)).toEqual([]);
  });

  it('is not known of a revision that is still to come', () => {
    expect(since(touch(['a']) + 1)).toBeUndefined();
  });

  it('is not known when it is too much to tell', () => {
    const before = touch(['a']);
    touch(numbers(MOST_CHANGES_TOLD));
    expect(since(before)).toHaveLength(MOST_CHANGES_TOLD);
    touch(['b']);
    expect(since(before)).toBeUndefined();
  });

  it('is known from the oldest change the log has kept', () => {
    touch(numbers(10));
    touch(numbers(101_000));
    touch(['last']);
    const all = fixture.reader.read({ kind: 'changesSince', rev: 0 });
    expect(all.value).toBeUndefined();
    expect(since(all.rev - 1)).toEqual(['contact:last']);
    expect(since(10)).toBeUndefined();
  });
});
