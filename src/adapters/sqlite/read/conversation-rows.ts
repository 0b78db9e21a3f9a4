import type { Bytes } from '../../../base/bytes.js';
import { fileExtension, safeFileName } from '../../../base/file-name.js';
import { type ConversationId, formatNodeId, type NodeId } from '../../../base/ids.js';
import { idOf, idOrNull } from '../columns.js';
import { IS_FAILED, IS_SHOWN } from '../message-columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { MessageReads } from './message-rows.js';
import { displayName } from './names.js';
import type { Rows } from './read-query.js';
import type { AttachmentValue, ConversationRow } from './rows.js';
import { listWithin } from './rows-within.js';

/** Conversations with somebody who is a contact, or with a history that was kept. */
export function conversationRows(
  sql: SqlConnection,
  messages: MessageReads,
): (ids: readonly string[] | undefined) => Rows<ConversationRow> {
  const all = sql.prepare<Columns>(`${SELECT} WHERE v.erased = 0 ORDER BY v.key`);
  const some = sql.prepare<Columns>(`${SELECT}
    WHERE v.conversation_id IN (SELECT unhex(value) FROM json_each(?))
      OR v.contact_id IN (SELECT unhex(value) FROM json_each(?))
      OR v.former_of IN (SELECT unhex(value) FROM json_each(?))`);
  const attachments = attachmentReads(sql);
  return (ids) => {
    const wanted = JSON.stringify(ids ?? []);
    const rows = ids ? some.all(wanted, wanted, wanted) : all.all();
    const shown = rows.map((row) => conversationRow(row, messages, attachments));
    return listWithin(shown.filter((row) => row.contactId !== null || row.last !== null));
  };
}

/** Of the conversation `v`: an index holds these and no others. */
const FAILED = `FROM message AS m INDEXED BY message_failed
  WHERE m.conversation_key = v.key AND ${IS_FAILED} AND ${IS_SHOWN}`;

const SELECT = `SELECT v.conversation_id, v.contact_id, v.peer, v.unread, v.draft, v.caption, v.recipients,
    v.marked_unread, v.place_row, v.place_offset, v.muted_until, v.pinned, v.archived, v.hidden, c.name, c.profile_name, c.typed_address,
    CASE WHEN c.node_id = v.peer THEN c.fingerprint END AS fingerprint,
    (c.node_id = v.peer AND c.state <> 'removed') IS TRUE AS is_open, s.id AS successor_id,
    (SELECT count(*) ${FAILED}) AS failed, (SELECT m.message_id ${FAILED} ORDER BY m.key DESC LIMIT 1) AS last_failed
  FROM conversation AS v LEFT JOIN contact AS c
    ON c.id = coalesce((SELECT p.id FROM contact AS p WHERE p.node_id = v.peer), v.former_of)
  LEFT JOIN contact AS s ON s.id = v.former_of AND s.state <> 'removed'`;

type Columns = {
  conversation_id: Bytes;
  contact_id: Bytes | null;
  peer: Bytes;
  unread: number;
  draft: string;
  caption: string;
  recipients: string;
  place_row: string | null;
  place_offset: number;
  marked_unread: number;
  muted_until: number;
  pinned: number;
  archived: number;
  hidden: number;
  failed: number;
  last_failed: Bytes | null;
  is_open: number;
  successor_id: Bytes | null;
  fingerprint: string | null;
  name: string | null;
  profile_name: string | null;
  typed_address: string | null;
};

function attachmentReads(sql: SqlConnection): (conversationId: Bytes) => AttachmentValue[] {
  const of = sql.prepare<AttachmentColumns>(
    'SELECT id, name, size_bytes, keep_metadata FROM attachment WHERE conversation_id = ? ORDER BY place',
  );
  return (conversationId) =>
    of.all(conversationId).map((row) => {
      const name = safeFileName(row.name);
      return {
        id: idOf(row.id),
        name,
        extension: fileExtension(name),
        sizeBytes: row.size_bytes,
        keepMetadata: row.keep_metadata === 1,
      };
    });
}

type AttachmentColumns = { id: Bytes; name: string; size_bytes: number; keep_metadata: number };

function conversationRow(
  row: Columns,
  messages: MessageReads,
  attachments: (conversationId: Bytes) => AttachmentValue[],
): ConversationRow {
  const id = idOf<ConversationId>(row.conversation_id);
  const peer = idOf<NodeId>(row.peer);
  const former = formerOf(row, peer);
  const last = messages.newest({ conversationId: id, limit: 1 }).rows[0] ?? null;
  const unread = former && !former.successorId ? 0 : row.unread;
  const arrived = unread > 0 ? messages.arrivedLast(id) : undefined;
  return {
    id,
    contactId: idOrNull(row.contact_id),
    former,
    name: displayName({ ...row, name: row.name ?? '' }, peer),
    unread,
    markedUnread: row.marked_unread === 1,
    failed: row.failed,
    lastFailed: idOrNull(row.last_failed),
    draft: row.draft,
    attachments: attachments(row.conversation_id),
    caption: row.caption,
    recipients: JSON.parse(row.recipients) as string[],
    place: row.place_row === null ? null : { rowId: row.place_row, offsetPx: row.place_offset },
    last,
    arrived: arrived && arrived.id !== last?.id ? arrived : null,
    mutedUntil: row.muted_until,
    pinned: row.pinned === 1,
    archived: row.archived === 1,
    hidden: row.hidden === 1,
  };
}

/** Who is asked again has the conversation before anything is said in it. */
function formerOf(row: Columns, peer: NodeId): ConversationRow['former'] {
  if (row.contact_id !== null || row.is_open === 1) return null;
  return {
    nodeId: peer,
    nodeIdText: formatNodeId(peer),
    fingerprint: row.fingerprint,
    successorId: idOrNull(row.successor_id),
  };
}
