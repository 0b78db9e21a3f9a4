import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchRow } from '../../contract/values.js';
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

  it.each([
    ['in the index', 256],
    ['that it has not reached', 0],
  ])('finds emoji, parts that apostrophes and commas join, and hyphens nobody sees, %s', (_, others) => {
    const texts = [
      'l\u2019arbre vert',
      "I don't, \u2764\ufe0f",
      '1,000 boats',
      'steam\u00adboat \u{1f44d}\u{1f3fd}',
    ];
    const written = [...texts, ...Array.from({ length: others }, () => 'filler')];
    fixture.commit((store) => {
      for (const [index, text] of written.entries()) store.messages.add(writtenMessage(index + 1, text));
      store.search.advance();
    });
    const found = (typed: string) =>
      search(typed).rows.map((row) => texts.indexOf(searchRow.parse(row).excerpt.text));
    for (const typed of ['arbre', "l'arbre", 'l\u2019arb', 'l\u02bcarbre -'])
      expect(found(typed)).toEqual([0]);
    for (const typed of ["don't", 'don\u2019t', '\u2764', "don't \u2764\ufe0f", 'i \u2764'])
      expect(found(typed)).toEqual([1]);
    for (const typed of ['1,000', '000', '1,0']) expect(found(typed)).toEqual([2]);
    for (const typed of ['steamboat', 'steam\u00adb', '\u{1f44d}', 'steamboat \u{1f44d}\u{1f3fd}'])
      expect(found(typed)).toEqual([3]);
    expect(found('\u{1f600}')).toEqual([]);
  });
});
