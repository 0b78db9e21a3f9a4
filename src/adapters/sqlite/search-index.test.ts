import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../testing/reading-fixture.js';

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

function search(text: string) {
  return fixture.reader.read({ kind: 'search', text, limit: 200 }).value;
}

describe('the search index', () => {
  it('takes messages into the index in strides, and a few not at all', () => {
    const seen: boolean[] = [];
    fixture.commit((store) => {
      for (let seq = 1; seq <= 255; seq++) store.messages.add(writtenMessage(seq, 'x'));
      seen.push(store.search.advance());
      for (let seq = 256; seq <= 800; seq++) store.messages.add(writtenMessage(seq, 'x'));
      for (let stride = 0; stride < 4; stride++) seen.push(store.search.advance());
    });
    expect(seen).toEqual([false, true, true, true, false]);
    expect(search('x').rows).toHaveLength(200);
  });

  it('takes in no more text at once than goes fast, however long the messages are, and goes on where it was', () => {
    const long = 'boat '.repeat(4_000);
    fixture.commit((store) => {
      for (let seq = 1; seq <= 1_300; seq++) store.messages.add(writtenMessage(seq, seq <= 12 ? long : 'x'));
    });
    const left = Array.from({ length: 4 }, () => {
      fixture.commit((store) => void store.search.advance());
      return search('boat').unsearched;
    });
    expect(left).toEqual([296, 292, 288, 32]);
    expect(search('boat').rows).toHaveLength(12);
  });
});
