import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchRow } from '../../../contract/values.js';
import { ALICE } from '../../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../../testing/reading-fixture.js';
import { MOST_WORDS } from './search-words.js';

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

function found(text: string): string[] {
  const { rows } = fixture.reader.read({ kind: 'search', text, limit: 200 }).value;
  return rows.map((row) => searchRow.parse(row).excerpt.text);
}

describe('a search for the beginning of a word', () => {
  it('finds every word that begins so, however many there are', () => {
    const texts = Array.from({ length: 2 * MOST_WORDS }, (_, index) => `boat${String(100 + index)} sails`);
    const all = [...texts, 'bota'];
    fixture.commit((store) => {
      for (const [index, text] of all.entries()) store.messages.add(writtenMessage(index + 1, text));
      // Enough others behind them that the index takes them in.
      for (let seq = 1; seq <= 256; seq++) {
        store.messages.add(writtenMessage(seq, 'filler', { author: ALICE, lamport: 5, state: 'read' }));
      }
      store.search.advance();
    });
    expect(found('boat')).toEqual(texts.toReversed());
    expect(found('boat10')).toEqual(texts.slice(0, 10).toReversed());
    expect(found('"boat10')).toEqual(texts.slice(0, 10).toReversed());
    expect(found('boat100 sai')).toEqual(texts.slice(0, 1));
    expect(found('"boat10"')).toEqual([]);
    expect(found('boats')).toEqual([]);
  });

  it('finds beginnings of one to three letters, alone and behind another word', () => {
    fixture.commit((store) => {
      for (const [index, text] of ['boat and cabin', 'boat and bottle', 'Лодка у борта'].entries())
        store.messages.add(writtenMessage(index + 1, text));
      for (let seq = 1; seq <= 256; seq++) {
        store.messages.add(writtenMessage(seq, 'filler', { author: ALICE, lamport: 5, state: 'read' }));
      }
      store.search.advance();
    });
    const both = ['boat and bottle', 'boat and cabin'];
    expect(found('c')).toEqual(['boat and cabin']);
    expect(found('boa')).toEqual(both);
    expect(found('and b')).toEqual(both);
    expect(found('and bo')).toEqual(both);
    expect(found('boat cab')).toEqual(['boat and cabin']);
    expect(found('"and bot')).toEqual(['boat and bottle']);
    expect(found('лодка б')).toEqual(['Лодка у борта']);
    // What the index knows of conversations is no word.
    expect(found('\u{a66e}')).toEqual([]);
  });
});
