// No word that left the search index stays in it as a separator. FTS5 notes for each page the beginning of the word the page
// began with when it was written, and leaves the note when that word is deleted, `secure-delete` or not.
// The tables and the pages: https://sqlite.org/src/file/ext/fts5/fts5_index.c

import type { Bytes } from '../../base/bytes.js';
import type { SqlConnection } from './sql-connection.js';

/** The longest beginnings in the index: `prefix` in the schema. */
export const INDEXED_LETTERS = 3;

/** To be called with the words of texts that were deleted from the index, in the transaction that did so. */
export function separatorMending(sql: SqlConnection): (words: Iterable<string>) => void {
  const flush = sql.prepare(`INSERT INTO search (search) VALUES ('flush')`);
  const nextSegment = sql.prepare<{ segid: number }>(
    'SELECT segid FROM search_idx WHERE segid > ? ORDER BY segid LIMIT 1',
  );
  // The first page of a segment has an empty one.
  const before = sql.prepare<SeparatorColumns>(
    `SELECT segid, term, pgno FROM search_idx WHERE segid = ? AND term <= ? AND term > x'' ORDER BY term DESC LIMIT 1`,
  );
  const mend = mending(sql);
  return (words) => {
    // What was deleted waits in FTS5's memory until then.
    flush.run();
    const terms = termsOf(words);
    let segid = nextSegment.get(0)?.segid;
    for (; segid !== undefined; segid = nextSegment.get(segid)?.segid) {
      for (const term of terms) {
        const row = before.get(segid, term);
        if (row && commonBytes(row.term, term) === row.term.length) mend(row);
      }
    }
  };
}

type SeparatorColumns = { segid: number; term: Bytes; pgno: number };

/** A separator is above every word before its page and at most the first word in it. */
function mending(sql: SqlConnection): (row: SeparatorColumns) => void {
  const pageOf = sql.prepare<{ block: Bytes }>('SELECT block FROM search_data WHERE id = ?');
  const replace = sql.prepare('UPDATE search_idx SET term = ? WHERE segid = ? AND term = ?');
  const remove = sql.prepare('DELETE FROM search_idx WHERE segid = ? AND term = ?');
  return ({ segid, term, pgno }) => {
    const page = pageOf.get(segid * SEGMENT_PAGES + Math.floor(pgno / 2))?.block;
    const first = page && firstTerm(page);
    // A page that was merged into another segment leaves its separator until the whole segment has been.
    if (!first) remove.run(segid, term);
    else {
      const common = commonBytes(term, first);
      if (common < term.length) replace.run(first.slice(0, common + 1), segid, term);
    }
  };
}

/** FTS5_SEGMENT_ROWID; the lowest bit of `pgno` says something else. */
const SEGMENT_PAGES = 2 ** 37;

/** As they are in the index: behind the number of its part, which is 0 for whole words and else how many letters it has of each. */
function termsOf(words: Iterable<string>): readonly Bytes[] {
  const terms = new Set<string>();
  for (const word of words) {
    terms.add(`0${word}`);
    const letters = Array.from(word.slice(0, 2 * INDEXED_LETTERS));
    for (let count = 1; count <= Math.min(INDEXED_LETTERS, letters.length); count++) {
      terms.add(`${String(count)}${letters.slice(0, count).join('')}`);
    }
  }
  return Array.from(terms, (term) => new TextEncoder().encode(term));
}

/** The page ends with a list of where its terms start, which begins at the number in bytes 2 and 3. The first is written whole. */
function firstTerm(page: Bytes): Bytes | undefined {
  const list = 256 * (page[2] ?? 0) + (page[3] ?? 0);
  if (list >= page.length) return undefined;
  const length = varint(page, varint(page, list).value);
  return page.subarray(length.end, length.end + length.value);
}

function varint(page: Bytes, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; ; at++) {
    const byte = page[at] ?? 0;
    value = 128 * value + (byte & 127);
    if (byte < 128) return { value, end: at + 1 };
  }
}

function commonBytes(a: Bytes, b: Bytes): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) if (a[at] !== b[at]) return at;
  return shorter;
}
