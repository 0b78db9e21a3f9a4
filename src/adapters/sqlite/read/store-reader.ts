// Everything faces see of the store, read on a connection that cannot write. Each read is one short transaction and says
// which revision it saw.

import type { Bytes } from '../../../base/bytes.js';
import type { NodeId } from '../../../base/ids.js';
import { idOf, present } from '../columns.js';
import { type DatabaseFile, openReader } from '../database.js';
import { problemsBeside, type StoreCheck } from '../integrity.js';
import type { SqlConnection } from '../sql-connection.js';
import { blockedRows } from './blocked-rows.js';
import { changesSince } from './changes-since.js';
import { contactRows } from './contact-rows.js';
import { conversationRows } from './conversation-rows.js';
import { deletionRows } from './deletion-rows.js';
import { messageReads } from './message-rows.js';
import { displayName } from './names.js';
import type { Notice, ReadQuery, ReadResults, ReaderFacts, Seen, StoreCounts } from './read-query.js';
import { searchReads } from './search-rows.js';
import { requestRows } from './request-rows.js';
import { storageRows } from './storage-rows.js';
import { attachedFiles, offerThumbnails, ownThumbnails, storedFiles } from './stored-files.js';
import { messageWindows } from './message-window.js';
import { picturesNear, transferOfOffer, transferRows, transfersNamed } from './transfer-rows.js';

export interface StoreReader {
  read<Query extends ReadQuery>(query: Query): Seen<ReadResults[Query['kind']]>;
  /** What the check finds; reads the whole store and takes its time. */
  problems(check: StoreCheck): readonly string[];
  close(): void;
}

/** Opens beside the writer, which made the schema. Errors as `openReader`. */
export function openStoreReader(file: DatabaseFile, facts: ReaderFacts): StoreReader {
  const sql = openReader(file);
  return {
    read: reading(sql, facts),
    problems: (check) => problemsBeside(sql, { path: file.path, check }),
    close: () => {
      sql.close();
    },
  };
}

export function reading(sql: SqlConnection, facts: ReaderFacts): StoreReader['read'] {
  const answer = answering(sql, facts);
  const revision = sql.prepare<{ rev: number | null }>('SELECT max(rev) AS rev FROM change');
  const incarnation = sql.prepare<{ incarnation: string }>(
    'SELECT lower(hex(incarnation)) AS incarnation FROM incarnation ORDER BY number DESC LIMIT 1',
  );
  return <Query extends ReadQuery>(query: Query) => {
    sql.exec('BEGIN');
    try {
      return {
        rev: revision.get()?.rev ?? 0,
        incarnation: incarnation.get()?.incarnation ?? '',
        // `answer` takes the branch of the query's kind.
        value: answer(query) as ReadResults[Query['kind']],
      };
    } finally {
      sql.exec('ROLLBACK');
    }
  };
}

function answering(
  sql: SqlConnection,
  facts: ReaderFacts,
): (query: ReadQuery) => ReadResults[ReadQuery['kind']] {
  const contacts = contactRows(sql, facts);
  const requests = requestRows(sql);
  const blocked = blockedRows(sql);
  const messages = messageReads(sql, { self: facts.self, fileOf: transferOfOffer(sql, facts) });
  const conversations = conversationRows(sql, messages);
  const windows = messageWindows(sql, messages, facts.self);
  const deletions = deletionRows(sql);
  const search = searchReads(sql, facts);
  const files = fileAnswers(sql, facts);
  const own = sql.prepare<{ name: string }>('SELECT name FROM identity WHERE id = 1');
  const counts = storeCounts(sql);
  const storage = storageRows(sql);
  const changes = changesSince(sql);
  return (query) => {
    switch (query.kind) {
      case 'contacts':
        return contacts(query.ids);
      case 'requests':
        return requests(query.ids);
      case 'blocked':
        return blocked(query.ids);
      case 'conversations':
        return conversations(query.ids);
      case 'deletions':
        return deletions();
      case 'newestMessages':
        return messages.newest(query);
      case 'messagesAt':
        return messages.at(query);
      case 'messagePage':
        return messages.page(query);
      case 'messageWindow':
        return windows(query);
      case 'search':
        return search(query);
      case 'messageText':
        return messages.text(query);
      case 'storage':
        return storage(query.conversationId);
      case 'changesSince':
        return changes(query.rev);
      case 'transfers':
      case 'transfersNamed':
      case 'attachment':
      case 'pictures':
      case 'thumbnail':
      case 'ownThumbnail':
      case 'storedFile':
        return files(query);
      case 'own':
        return present(own.get());
      case 'counts':
        return counts(query.now);
    }
  };
}

const SHOWN_NOTICES = 20;

type CallerColumns = {
  id: Bytes;
  node_id: Bytes;
  name: string;
  profile_name: string | null;
  typed_address: string | null;
  at: number;
};

function storeCounts(sql: SqlConnection): (now: number) => StoreCounts {
  const numbers = sql.prepare<
    Pick<StoreCounts, 'queued' | 'requests' | 'unread' | 'unreadUnmuted' | 'nextUnmutedAt'>
  >(
    `SELECT (SELECT count(*) FROM outbox WHERE visible IN (1, 3)) AS queued, (SELECT count(*) FROM request) AS requests,
       coalesce(sum(v.unread), 0) AS unread,
       coalesce(sum(v.unread) FILTER (WHERE v.muted_until <= +?), 0) AS unreadUnmuted,
       min(v.muted_until) FILTER (WHERE v.muted_until > +? AND v.unread > 0) AS nextUnmutedAt
     FROM conversation AS v JOIN contact AS c ON c.id = coalesce(v.contact_id, v.former_of) AND c.state <> 'removed'`,
  );
  const notices = sql.prepare<{ code: string; params: string; at: number }>(
    'SELECT code, params, at FROM notice ORDER BY id DESC LIMIT +?',
  );
  const reached = sql.prepare<CallerColumns>(
    `SELECT id, node_id, name, profile_name, typed_address, reached_at AS at FROM contact
     WHERE reached_at IS NOT NULL AND state <> 'removed' ORDER BY reached_at DESC LIMIT 1`,
  );
  const lastReachedBy = (): StoreCounts['lastReachedBy'] => {
    const row = reached.get();
    return row
      ? { contactId: idOf(row.id), name: displayName(row, idOf<NodeId>(row.node_id)), at: row.at }
      : null;
  };
  return (now) => ({
    ...present(numbers.get(now, now)),
    lastReachedBy: lastReachedBy(),
    notices: notices.all(SHOWN_NOTICES).map(({ params, ...notice }) => {
      return { ...notice, params: JSON.parse(params) as Notice['params'] };
    }),
  });
}

type FileKind =
  'transfers' | 'transfersNamed' | 'attachment' | 'pictures' | 'thumbnail' | 'ownThumbnail' | 'storedFile';

function fileAnswers(
  sql: SqlConnection,
  facts: ReaderFacts,
): (query: Extract<ReadQuery, { kind: FileKind }>) => ReadResults[FileKind] {
  const transfers = transferRows(sql, facts);
  const named = transfersNamed(sql, facts);
  const pictures = picturesNear(sql, facts);
  const attachment = attachedFiles(sql);
  const storedFile = storedFiles(sql);
  const thumbnail = offerThumbnails(sql);
  const ownThumbnail = ownThumbnails(sql, facts);
  return (query) => {
    switch (query.kind) {
      case 'transfers':
        return transfers();
      case 'transfersNamed':
        return named(query.digits);
      case 'attachment':
        return attachment(query.id);
      case 'pictures':
        return pictures(query.id, query.most);
      case 'thumbnail':
        return thumbnail(query.id);
      case 'ownThumbnail':
        return ownThumbnail(query.id);
      case 'storedFile':
        return storedFile(query.id);
    }
  };
}
