// People, chats and messages that match what a person typed, the newest message first.

import type { Bytes } from '../../../base/bytes.js';
import type { SearchPhrase, SearchQuery } from '../../../core/ports/search.js';
import { idColumn } from '../columns.js';
import { IS_KNOWN, IS_SHOWN, type MessageColumns, SELECT_MESSAGE } from '../message-columns.js';
import { conversationToken } from '../search-index.js';
import { searchText } from '../search-text.js';
import type { SqlConnection } from '../sql-connection.js';
import { messageRow } from './message-row.js';
import type { ReaderFacts, ReadQuery, SearchResult } from './read-query.js';
import type { SearchRow } from './rows.js';
import { rowsWithin } from './rows-within.js';
import { nameHits } from './search-names.js';
import { wordsBeginning } from './search-words.js';
import { untilCommit } from './until-commit.js';

type Query = Extract<ReadQuery, { kind: 'search' }>;

/** Messages the index has not reached yet of which the newest are looked through one by one. */
const LOOKED_THROUGH = 1_000;

export function searchReads(sql: SqlConnection, facts: ReaderFacts): (query: Query) => SearchResult {
  const names = nameHits(sql, facts);
  const state = sql.prepare<{ indexed_to: number; newest: number | null }>(
    'SELECT indexed_to, (SELECT max(key) FROM message) AS newest FROM search_progress',
  );
  const find = finding(sql, facts);
  return ({ text, conversationId, before, limit }) => {
    const query = facts.search.parse(text, (given) => sql.tokenize(given));
    const { indexed_to: indexedTo, newest } = state.get() ?? { indexed_to: 0, newest: 0 };
    const unsearched = Math.max(0, (newest ?? 0) - indexedTo - LOOKED_THROUGH);
    if (query.length === 0) return { rows: [], hasMore: false, unsearched };
    const place = { conversationId, below: keyOf(before), indexedTo };
    const found = find(query, place, limit + 1);
    const isFirst = before === undefined && conversationId === undefined;
    const rows = [...(isFirst ? names(query) : []), ...found.slice(0, limit)];
    return { ...rowsWithin(rows, found.length > limit), unsearched };
  };
}

interface Place {
  readonly conversationId: string | undefined;
  /** Only messages whose key is lower. */
  readonly below: number;
  readonly indexedTo: number;
}

type Finding = (query: SearchQuery, place: Place, limit: number) => SearchRow[];

function finding(sql: SqlConnection, facts: ReaderFacts): Finding {
  const conversation = sql.prepare<{ key: number }>('SELECT key FROM conversation WHERE conversation_id = ?');
  const indexed = sql.prepare<Columns>(INDEXED);
  const recent = sql.prepare<Columns>(RECENT);
  const words = (text: string) => sql.tokenize(text);
  const expression = matchExpressions(sql);
  const freshWords = untilCommit(sql, () => new Map<number, readonly string[]>());
  return (query, { conversationId, below, indexedTo }, limit) => {
    const key = conversationId === undefined ? undefined : conversation.get(idColumn(conversationId))?.key;
    if (conversationId !== undefined && key === undefined) return [];
    const notYetIndexed = below > indexedTo ? recent.all(indexedTo, below, LOOKED_THROUGH) : [];
    const known = freshWords();
    const wordsOf = ({ key: at, payload }: Columns) => {
      const found = known.get(at) ?? words(searchText(payload));
      known.set(at, found);
      return found;
    };
    const fresh = notYetIndexed
      .filter((row) => key === undefined || row.conversation_key === key)
      .filter((row) => facts.search.matches(query, wordsOf(row)));
    const wanted = limit - fresh.length;
    const older =
      wanted > 0 ? indexed.all(expression(query, key), Math.min(below, indexedTo + 1), wanted) : [];
    return [...fresh, ...older].slice(0, limit).map((row) => messageHit(row, { query, words, facts }));
  };
}

interface Hit {
  readonly query: SearchQuery;
  readonly words: (text: string) => readonly string[];
  readonly facts: ReaderFacts;
}

function messageHit(columns: Columns, { query, words, facts }: Hit): SearchRow {
  const row = messageRow(columns, { self: facts.self, fileOf: () => null });
  const { id, conversationId, position, direction, state, sentAt } = row;
  // Of a text the row has only the beginning; the name of a file is shown without what could mislead in it.
  const text = row.kind === 'file' ? row.text : searchText(columns.payload);
  return {
    id: `${conversationId}/${id}`,
    position: MESSAGES + (MOST_KEYS - columns.key).toString(16).padStart(14, '0'),
    kind: 'message',
    conversationId,
    excerpt: facts.search.excerpt(text, words(text), query),
    message: { id, position, direction, state, sentAt },
  };
}

/** Behind people and chats, the newest first. */
const MESSAGES = '2';
const MOST_KEYS = Number.MAX_SAFE_INTEGER;

/** The key of the last message of the page before; behind people and chats above all keys, and 0 for what is no position. */
function keyOf(position: string | undefined): number {
  const inverse = position?.startsWith(MESSAGES) ? Number.parseInt(position.slice(1), 16) : 0;
  return Number.isSafeInteger(inverse) && inverse >= 0 ? MOST_KEYS - inverse : 0;
}

/**
 * https://www.sqlite.org/fts5.html#full_text_query_syntax: every word stands in quotation marks, so none is an operator,
 * as none of the tokenizer's is without them either: it leaves letters, digits and signs beyond ASCII, all in lower case.
 */
function matchExpressions(
  sql: SqlConnection,
): (query: SearchQuery, conversationKey: number | undefined) => string {
  const beginning = wordsBeginning(sql);
  const phraseExpression = ({ words, isPrefix }: SearchPhrase): string => {
    const typed = words.map(quoted).join(' + ');
    if (!isPrefix) return typed;
    const endings = beginning(words.at(-1) ?? '');
    if (!endings) return `${typed} *`;
    const phrases = endings.map((ending) => words.with(-1, ending).map(quoted).join(' + '));
    return phrases.length === 0 ? typed : `(${phrases.join(' OR ')})`;
  };
  return (query, conversationKey) => {
    const body = `{body} : (${query.map(phraseExpression).join(' AND ')})`;
    if (conversationKey === undefined) return body;
    return `${body} AND {place} : ${quoted(conversationToken(conversationKey))}`;
  };
}

function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}

type Columns = MessageColumns & { payload: Bytes };

/** CROSS JOIN keeps the order of the tables: the index says which messages to read, by their keys downwards. */
const INDEXED = `SELECT c.conversation_id, a.node_id, m.*
  FROM search AS s
    CROSS JOIN message AS m ON m.key = s.rowid
    CROSS JOIN author AS a ON a.key = m.author_key
    CROSS JOIN conversation AS c ON c.key = m.conversation_key AND ${IS_KNOWN}
  WHERE s.search MATCH ? AND s.rowid < ? AND ${IS_SHOWN} ORDER BY s.rowid DESC LIMIT +?`;
const RECENT = `${SELECT_MESSAGE} WHERE m.key > ? AND m.key < ? AND +${IS_SHOWN} ORDER BY m.key DESC LIMIT +?`;
