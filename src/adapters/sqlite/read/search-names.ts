// People by their names, addresses and ids, and chats with people who are no contacts any more.

import type { Bytes } from '../../../base/bytes.js';
import { formatNodeId, type NodeId } from '../../../base/ids.js';
import type { SearchQuery, Tokenize } from '../../../core/ports/search.js';
import { idColumn, idOf } from '../columns.js';
import { IS_SHOWN } from '../message-columns.js';
import type { SqlConnection } from '../sql-connection.js';
import { displayName } from './names.js';
import type { ReaderFacts } from './read-query.js';
import type { SearchRow } from './rows.js';
import { untilCommit } from './until-commit.js';

/** More than a person reads. */
const MOST_NAMES = 50;

export function nameHits(sql: SqlConnection, facts: ReaderFacts): (query: SearchQuery) => SearchRow[] {
  const all = sql.prepare<Columns>(
    `SELECT id, node_id, name, profile_name, typed_address, state = 'removed' AS is_removed FROM contact`,
  );
  // The same people are looked through at every letter.
  const people = untilCommit(sql, () => all.all());
  const history = sql.prepare(
    `SELECT 1 FROM message AS m WHERE ${IS_SHOWN}
       AND m.conversation_key = (SELECT v.key FROM conversation AS v WHERE v.conversation_id = ?) LIMIT 1`,
  );
  const words = remembering((text) => sql.tokenize(text));
  return (query) => {
    const typed = query.map((phrase) => phrase.words.join('')).join('');
    return people()
      .filter((row) => {
        const isNamed = textsOf(row).some((text) => facts.search.matches(query, words(text)));
        return isNamed || isIdOf(row, typed);
      })
      .slice(0, MOST_NAMES)
      .map((row) => nameHit(row, { query, words, facts }))
      .filter((hit) => hit.kind === 'person' || history.get(idColumn(hit.conversationId)));
  };
}

interface NameHit {
  readonly query: SearchQuery;
  readonly words: Tokenize;
  readonly facts: ReaderFacts;
}

function nameHit(row: Columns, { query, words, facts }: NameHit): SearchRow {
  const nodeId = idOf<NodeId>(row.node_id);
  const name = displayName(row, nodeId);
  const shared = {
    conversationId: facts.conversationWith(nodeId),
    excerpt: facts.search.excerpt(name, words(name), query),
  };
  const order = `${words(name).join(' ')}/${nodeId}`;
  if (row.is_removed === 1) return { ...shared, kind: 'chat', id: `chat/${nodeId}`, position: `1${order}` };
  const contactId: string = idOf(row.id);
  return { ...shared, kind: 'person', id: `person/${contactId}`, position: `0${order}`, contactId };
}

function textsOf(row: Columns): string[] {
  return [row.name, row.profile_name, row.typed_address].filter((text) => text !== null);
}

function isIdOf(row: Columns, typed: string): boolean {
  return typed.startsWith('kith1') && formatNodeId(idOf<NodeId>(row.node_id)).startsWith(typed);
}

const REMEMBERED = 10_000;

/** The same few names are looked through at every letter that is typed. */
function remembering(tokenize: Tokenize): Tokenize {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const words = known.get(text) ?? tokenize(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, words);
    return words;
  };
}

type Columns = {
  id: Bytes;
  node_id: Bytes;
  name: string;
  profile_name: string | null;
  typed_address: string | null;
  is_removed: number;
};
