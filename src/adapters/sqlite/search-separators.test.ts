import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BOB, WITH_BOB, sampleId } from '../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../testing/reading-fixture.js';
import { decryptedPages } from '../../testing/store-scan/decrypted-pages.js';
import { databaseDirectory } from '../../testing/sqlite-fixture.js';
import { openWriter } from './database.js';
import { searchSeparators } from './migrations/0030-search-separators.js';
import { MIGRATIONS } from './migrations/index.js';

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

/** Words so long that a dozen fill a page, and so alike that what tells two apart is nearly all of them. */
const LETTERS = 300;
const MESSAGES = 400;
/** By number: every second pair of neighbours in the index. */
const isSecret = (seq: number) => seq % 4 < 2;

function wordOf(seq: number): string {
  const pair = String(Math.floor(seq / 2)).padStart(4, '0');
  const name = isSecret(seq) ? `zanzibar${pair}` : `boat${pair}`;
  return `${pair}${name.padEnd(LETTERS, name)}${String(seq % 2)}`;
}

/** In several segments. */
function writeAll(): void {
  for (let first = 1; first <= MESSAGES; first += 80) {
    fixture.commit((store) => {
      for (let seq = first; seq < first + 80; seq++) store.messages.add(writtenMessage(seq, wordOf(seq)));
    });
  }
  fixture.commit((store) => {
    for (let seq = 1; seq <= 256; seq++) store.messages.add(writtenMessage(MESSAGES + seq, 'filler'));
  });
  for (let stride = 0; stride < 3; stride++) fixture.commit((store) => void store.search.advance());
}

/** As FTS5 does by itself now and then: the words of the first pages stand in another segment. */
function mergeSome(): void {
  const sql = openWriter(fixture.directory);
  sql.exec(`INSERT INTO search (search, rank) VALUES ('usermerge', 2), ('merge', 12)`);
  sql.close();
}

function deleteSecrets(): void {
  let number = 0;
  for (let first = 1; first <= MESSAGES; first += 40) {
    fixture.commit((store) => {
      const id = sampleId('deletion', ++number);
      const messages = Array.from({ length: 40 }, (_, index) => first + index)
        .filter(isSecret)
        .map((seq) => store.messages.bySeq(WITH_BOB, BOB, seq))
        .filter((message) => message !== undefined);
      store.deletions.hold({ id, conversationId: WITH_BOB, dueAt: 1 }, messages);
      store.deletions.carryOut(id);
    });
  }
  fixture.writer.scrub();
}

/** Of the secret words those of which more than their number stands on a page. */
function secretsOnPages(): readonly number[] {
  const pages = decryptedPages(fixture.directory);
  return Array.from({ length: MESSAGES }, (_, index) => index + 1)
    .filter(isSecret)
    .filter((seq) => pages.some(({ content }) => content.includes(wordOf(seq).slice(0, 8))));
}

describe.each([
  ['of many pages', () => undefined],
  ['of segments that were merged in part', mergeSome],
])('an index %s', (_, arrange) => {
  beforeEach(() => {
    writeAll();
    arrange();
  });

  it('keeps no word of what was deleted between its pages either', () => {
    expect(secretsOnPages()).toHaveLength(MESSAGES / 2);
    deleteSecrets();
    expect(secretsOnPages()).toEqual([]);
  });

  it('is whole after that, and finds what was left', () => {
    deleteSecrets();
    const found = (text: string) =>
      fixture.reader.read({ kind: 'search', text, limit: 200 }).value.rows.length;
    for (let seq = 1; seq <= MESSAGES; seq += 7) expect(found(wordOf(seq))).toBe(isSecret(seq) ? 0 : 1);
    fixture.close();
    const sql = openWriter(fixture.directory);
    expect(() => {
      sql.exec(`INSERT INTO search (search, rank) VALUES ('integrity-check', 0)`);
    }).not.toThrow();
    sql.close();
  });
});

describe('an index from before its separators were mended', () => {
  it('is emptied, and follows the history from its start', () => {
    const file = databaseDirectory();
    const old = openWriter(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(searchSeparators)));
    old.exec(`INSERT INTO search_idx VALUES (1, CAST('0zanzibar' AS BLOB), 4);
      UPDATE search_progress SET indexed_to = 5`);
    old.close();
    const upgraded = openWriter(file);
    expect(upgraded.rows('SELECT term FROM search_idx')).toEqual([]);
    expect(upgraded.rows('SELECT indexed_to FROM search_progress')).toEqual([{ indexed_to: 0 }]);
    upgraded.close();
    file.remove();
  });
});
