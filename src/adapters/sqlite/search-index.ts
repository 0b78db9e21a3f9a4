// The index over the texts of messages: whatever is in the table up to `indexed_to` is in the index, and nothing else is.

import type { Bytes } from '../../base/bytes.js';
import type { SearchIndex } from '../../core/ports/search.js';
import { separatorMending } from './search-separators.js';
import { searchText, wordsApart } from './search-text.js';
import type { SqlConnection } from './sql-connection.js';

/** Fewer are not worth a commit: a search looks through them. */
const WORTHWHILE = 256;
/** Most messages and text taken in at once, one message at least: nothing else is committed meanwhile. */
const STRIDE_MESSAGES = 256;
const STRIDE_CHARACTERS = 65_536;

export type IndexedColumns = { key: number; conversation_key: number; payload: Bytes };

/** The index as those see it who change messages. */
export interface MessageIndex extends SearchIndex {
  /** The texts of the rows leave the index, and no word of theirs stays on a page of it; before the rows change. */
  forget(rows: readonly IndexedColumns[]): void;
  /** The row has another payload now. */
  replace(before: IndexedColumns, payload: Bytes): void;
  /** Rows were deleted: the numbers above the highest one left are given again. */
  rowsDeleted(): void;
  /** Rows above have nothing in the index. */
  indexedTo(): number;
}

/** As many of the first of them as the index takes in or lets go at once, one at least. */
export function textsWithin(rows: readonly IndexedColumns[]): readonly IndexedColumns[] {
  let characters = 0;
  const end = rows.findIndex(({ payload }) => (characters += payload.length) >= STRIDE_CHARACTERS);
  return end < 0 ? rows : rows.slice(0, end + 1);
}

export function messageIndex(sql: SqlConnection): MessageIndex {
  const put = sql.prepare('INSERT INTO search (rowid, body, place) VALUES (?, ?, ?)');
  const remove = sql.prepare(`INSERT INTO search (search, rowid, body, place) VALUES ('delete', ?, ?, ?)`);
  const progress = sql.prepare<{ indexed_to: number }>('SELECT indexed_to FROM search_progress');
  const lower = sql.prepare(
    'UPDATE search_progress SET indexed_to = min(indexed_to, ifnull((SELECT max(key) FROM message), 0))',
  );
  const indexedTo = () => progress.get()?.indexed_to ?? 0;
  const write = (statement: typeof put, row: IndexedColumns) => {
    const text = searchText(row.payload);
    if (text !== '') statement.run(row.key, wordsApart(text), conversationToken(row.conversation_key));
    return text.length;
  };
  const mendSeparators = separatorMending(sql);
  const forget = (rows: readonly IndexedColumns[]) => {
    const to = indexedTo();
    const indexed = rows.filter(({ key }) => key <= to);
    if (indexed.length === 0) return;
    for (const row of indexed) write(remove, row);
    mendSeparators(new Set(indexed.flatMap(({ payload }) => sql.tokenize(searchText(payload)))));
  };
  return {
    advance: advancing(sql, indexedTo, (row) => write(put, row)),
    forget,
    replace: (before, payload) => {
      if (searchText(before.payload) === searchText(payload) || before.key > indexedTo()) return;
      forget([before]);
      write(put, { ...before, payload });
    },
    rowsDeleted: () => {
      lower.run();
    },
    indexedTo,
  };
}

function advancing(
  sql: SqlConnection,
  indexedTo: () => number,
  put: (row: IndexedColumns) => number,
): SearchIndex['advance'] {
  const next = sql.prepare<IndexedColumns>(
    'SELECT key, conversation_key, payload FROM message WHERE key > ? ORDER BY key LIMIT 1',
  );
  const reached = sql.prepare('UPDATE search_progress SET indexed_to = ?');
  const isWorthwhile = sql.prepare('SELECT key FROM message WHERE key > ? ORDER BY key LIMIT 1 OFFSET +?');
  return () => {
    const from = indexedTo();
    if (!isWorthwhile.get(from, WORTHWHILE - 1)) return false;
    let to = from;
    let characters = 0;
    for (let taken = 0; taken < STRIDE_MESSAGES && characters < STRIDE_CHARACTERS; taken++) {
      const row = next.get(to);
      if (!row) break;
      characters += put(row);
      to = row.key;
    }
    reached.run(to);
    return true;
  };
}

/** One word to the tokenizer, with a beginning no typed word has: the index of beginnings does not tell the columns apart. */
export function conversationToken(conversationKey: number): string {
  return `\u{a66e}${String(conversationKey)}`;
}
