import type { Bytes } from '../../../base/bytes.js';
import { type ConversationId, type NodeId } from '../../../base/ids.js';
import { idOf, idOrNull } from '../columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { MessageReads } from './message-rows.js';
import { displayName } from './names.js';
import type { Rows } from './read-query.js';
import type { ConversationRow } from './rows.js';
import { listWithin } from './rows-within.js';

/** Conversations with somebody who is a contact, or with a history that was kept. */
export function conversationRows(
  sql: SqlConnection,
  messages: MessageReads,
): (ids: readonly string[] | undefined) => Rows<ConversationRow> {
  const all = sql.prepare<Columns>(`${SELECT} ORDER BY v.key`);
  const some = sql.prepare<Columns>(`${SELECT}
    WHERE v.conversation_id IN (SELECT unhex(value) FROM json_each(?))
      OR v.contact_id IN (SELECT unhex(value) FROM json_each(?))`);
  return (ids) => {
    const wanted = JSON.stringify(ids ?? []);
    const rows = ids ? some.all(wanted, wanted) : all.all();
    const shown = rows.map((row) => conversationRow(row, messages));
    return listWithin(shown.filter((row) => row.contactId !== null || row.last !== null));
  };
}

const SELECT = `SELECT v.conversation_id, v.contact_id, v.peer, v.unread, v.draft, v.marked_unread,
    v.muted_until, v.pinned, v.archived, v.hidden, c.name, c.profile_name, c.typed_address,
    EXISTS (SELECT 1 FROM message AS m WHERE m.conversation_key = v.key AND m.state = 3 AND m.kind <> 4) AS attention
  FROM conversation AS v LEFT JOIN contact AS c ON c.node_id = v.peer`;

type Columns = {
  conversation_id: Bytes;
  contact_id: Bytes | null;
  peer: Bytes;
  unread: number;
  draft: string;
  marked_unread: number;
  muted_until: number;
  pinned: number;
  archived: number;
  hidden: number;
  attention: number;
  name: string | null;
  profile_name: string | null;
  typed_address: string | null;
};

function conversationRow(row: Columns, messages: MessageReads): ConversationRow {
  const id = idOf<ConversationId>(row.conversation_id);
  return {
    id,
    contactId: idOrNull(row.contact_id),
    name: displayName({ ...row, name: row.name ?? '' }, idOf<NodeId>(row.peer)),
    unread: row.unread,
    markedUnread: row.marked_unread === 1,
    attention: row.attention === 1,
    draft: row.draft,
    last: messages.newest({ conversationId: id, limit: 1 }).rows[0] ?? null,
    mutedUntil: row.muted_until,
    pinned: row.pinned === 1,
    archived: row.archived === 1,
    hidden: row.hidden === 1,
  };
}
