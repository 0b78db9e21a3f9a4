import type { Bytes } from '../../../base/bytes.js';
import type { ConversationId, NodeId } from '../../../base/ids.js';
import { idOf, present } from '../columns.js';
import { IS_SHOWN } from '../message-columns.js';
import type { SqlConnection } from '../sql-connection.js';
import { displayName } from './names.js';
import type { StorageUse } from './read-query.js';

type Columns = {
  conversation_id: Bytes;
  peer: Bytes;
  name: string;
  profile_name: string | null;
  typed_address: string | null;
  messages: number;
  bytes: number;
};

/** What every conversation takes, the largest first. Looks at every message, by the index of its conversation. */
export function storageRows(sql: SqlConnection): () => StorageUse {
  const conversations = sql.prepare<Columns>(
    `SELECT v.conversation_id, v.peer, coalesce(c.name, '') AS name, c.profile_name, c.typed_address,
       count(m.key) AS messages, coalesce(sum(length(m.payload)), 0) AS bytes
     FROM conversation AS v LEFT JOIN contact AS c ON c.node_id = v.peer
       LEFT JOIN message AS m ON m.conversation_key = v.key AND ${IS_SHOWN}
     GROUP BY v.key`,
  );
  const pages = sql.prepare<{ count: number }>('SELECT page_count AS count FROM pragma_page_count()');
  const page = sql.prepare<{ size: number }>('SELECT page_size AS size FROM pragma_page_size()');
  return () => ({
    databaseBytes: present(pages.get()).count * present(page.get()).size,
    conversations: conversations
      .all()
      .filter(({ messages }) => messages > 0)
      .map((row) => ({
        conversationId: idOf<ConversationId>(row.conversation_id),
        name: displayName(row, idOf<NodeId>(row.peer)),
        messages: row.messages,
        bytes: row.bytes,
      }))
      .sort((a, b) => b.bytes - a.bytes),
  });
}
