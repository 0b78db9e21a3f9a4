// The index over the texts of messages: whatever is in the table up to `indexed_to` is in the index, and nothing else is.

import type { Bytes } from '../../base/bytes.js';
import type { SearchIndex } from '../../core/ports/search.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { bytesOf } from './columns.js';
import type { SqlConnection } from './sql-connection.js';

/** Fewer are not worth a commit: a search looks through them. */
const WORTHWHILE = 256;
/** Taken in at once: about 10 ms. */
const STRIDE = 512;

export type IndexedColumns = { key: number; conversation_key: number; payload: Bytes };

/** The index as those see it who change messages. */
export interface MessageIndex extends SearchIndex {
  /** The text of the row leaves the index; before the row changes. */
  forget(row: IndexedColumns): void;
  /** The row has another payload now. */
  replace(before: IndexedColumns, payload: Bytes): void;
  /** Rows were deleted: the numbers above the highest one left are given again. */
  rowsDeleted(): void;
  /** Rows above have nothing in the index. */
  indexedTo(): number;
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
    if (text !== '') statement.run(row.key, text, conversationToken(row.conversation_key));
  };
  const forget = (row: IndexedColumns) => {
    if (row.key <= indexedTo()) write(remove, row);
  };
  return {
    advance: advancing(sql, indexedTo, (row) => {
      write(put, row);
    }),
    forget,
    replace: (before, payload) => {
      if (searchText(before.payload) === searchText(payload) || before.key > indexedTo()) return;
      write(remove, before);
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
  put: (row: IndexedColumns) => void,
): SearchIndex['advance'] {
  const next = sql.prepare<IndexedColumns>(
    'SELECT key, conversation_key, payload FROM message WHERE key > ? ORDER BY key LIMIT +?',
  );
  const reached = sql.prepare('UPDATE search_progress SET indexed_to = ?');
  const isWorthwhile = sql.prepare('SELECT key FROM message WHERE key > ? ORDER BY key LIMIT 1 OFFSET +?');
  return () => {
    const from = indexedTo();
    if (!isWorthwhile.get(from, WORTHWHILE - 1)) return false;
    const rows = next.all(from, STRIDE);
    for (const row of rows) put(row);
    reached.run(rows.at(-1)?.key ?? from);
    return rows.length === STRIDE;
  };
}

/** What of a payload can be searched for; empty for what has no text. */
export function searchText(payload: Bytes): string {
  const decoded = payload.length > 0 ? decodePayload(bytesOf(payload)) : undefined;
  if (!decoded?.ok) return '';
  const { content } = decoded.value.payload;
  return content.kind === 'text' ? content.text : '';
}

/** One word to the tokenizer, with a beginning no typed word has: the index of beginnings does not tell the columns apart. */
export function conversationToken(conversationKey: number): string {
  return `\u{a66e}${String(conversationKey)}`;
}
