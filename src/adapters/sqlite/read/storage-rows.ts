import type { Bytes } from '../../../base/bytes.js';
import type { ConversationId, NodeId } from '../../../base/ids.js';
import { decodeFileHeader, encryptedBytes } from '../../../protocol/file-header.js';
import { bytesOf, idColumn, idOf, present } from '../columns.js';
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

/** What every conversation takes, or one, the largest first. Looks at every message of them, by the index of its conversation. */
export function storageRows(sql: SqlConnection): (conversationId?: string) => StorageUse {
  const conversations = sql.prepare<Columns>(
    `SELECT v.conversation_id, v.peer, coalesce(c.name, '') AS name, c.profile_name, c.typed_address,
       count(m.key) AS messages, coalesce(sum(length(m.payload)), 0) AS bytes
     FROM conversation AS v LEFT JOIN contact AS c
         ON c.id = coalesce((SELECT p.id FROM contact AS p WHERE p.node_id = v.peer), v.former_of)
       LEFT JOIN message AS m ON m.conversation_key = v.key AND ${IS_SHOWN}
     WHERE v.conversation_id = coalesce(?, v.conversation_id) AND v.erased = 0
     GROUP BY v.key`,
  );
  const pages = sql.prepare<{ count: number }>('SELECT page_count AS count FROM pragma_page_count()');
  const page = sql.prepare<{ size: number }>('SELECT page_size AS size FROM pragma_page_size()');
  const files = storedFileSizes(sql);
  return (conversationId) => ({
    databaseBytes: present(pages.get()).count * present(page.get()).size,
    conversations: conversations
      .all(conversationId === undefined ? null : idColumn(conversationId))
      .map((row) => ({
        conversationId: idOf<ConversationId>(row.conversation_id),
        name: displayName(row, idOf<NodeId>(row.peer)),
        messages: row.messages,
        bytes: row.bytes,
        ...files(row.peer),
      }))
      .filter((row) => row.messages > 0 || row.files > 0)
      .sort((a, b) => b.bytes + b.fileBytes - (a.bytes + a.fileBytes)),
  });
}

/** What arrived and what was handed over as bytes, once it needs to go nowhere any more: what `removeFiles` removes. */
function storedFileSizes(sql: SqlConnection): (peer: Bytes) => { files: number; fileBytes: number } {
  const headers = sql.prepare<{ header: Bytes }>(
    `SELECT t.header FROM transfer AS t JOIN contact AS c ON c.id = t.contact_id
     WHERE c.node_id = ? AND t.incoming = 1 AND t.stage = 'done'
     UNION ALL
     SELECT s.header FROM transfer AS t JOIN contact AS c ON c.id = t.contact_id JOIN spool AS s ON s.id = t.source_spool_id
     WHERE c.node_id = ? AND t.incoming = 0 AND t.stage IN ('done', 'ended')`,
  );
  return (peer) => {
    const sizes = headers
      .all(peer, peer)
      .map(({ header }) => decodeFileHeader(bytesOf(header))?.sizeBytes ?? 0);
    return { files: sizes.length, fileBytes: sizes.reduce((sum, size) => sum + encryptedBytes(size), 0) };
  };
}
