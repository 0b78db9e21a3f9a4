// Files on their way, and the last that arrived or were given up.

import { fileExtension, safeFileName } from '../../../base/file-name.js';
import { shownAs } from '../../../base/file-kind.js';
import { idFromHex, type MessageId, type NodeId, type TransferId } from '../../../base/ids.js';
import { decodeFileHeader } from '../../../protocol/file-header.js';
import type { Bytes } from '../../../base/bytes.js';
import { bytesOf, idColumn, idOf } from '../columns.js';
import { IS_FAILED, IS_KNOWN } from '../message-columns.js';
import { saveErrorOf } from '../transfer-store.js';
import type { SqlConnection } from '../sql-connection.js';
import { contentCode } from './content-code.js';
import { displayName } from './names.js';
import type { ReaderFacts, Rows } from './read-query.js';
import type { TransferRow } from './rows.js';
import { rowsWithin } from './rows-within.js';

/** Of those that are over. */
const MOST_OVER = 200;
/** At a time, for the pictures among them. */
const LOOKED_AT_ROWS = 200;
/** That one name fits. */
const MOST_NAMED = 20;

type Facts = Pick<ReaderFacts, 'self' | 'conversationWith'>;

/** All that go on or wait for somebody's word, oldest first, then those that are over, the last first: none that waits for room. */
export function transferRows(sql: SqlConnection, facts: Facts): () => Rows<TransferRow> {
  const select = selectFor(facts.self);
  const open = sql.prepare<Columns>(
    `${select} WHERE t.stage IN ('offered', 'accepted', 'running') OR (t.save_to IS NOT NULL AND t.saved_as IS NULL)
     ORDER BY t.created_at`,
  );
  const newest = sql.prepare<Columns>(
    `${select} WHERE t.stage IN ('done', 'ended') ORDER BY t.over_at DESC, t.created_at DESC LIMIT +?`,
  );
  return () => {
    const rowsOf = (columns: readonly Columns[]) => columns.map((row) => transferRow(row, facts));
    const going = open.all();
    const known = new Set(going.map(({ id }) => idOf(id)));
    const over = newest.all(MOST_OVER).filter(({ id }) => !known.has(idOf(id)));
    return { rows: [...rowsOf(going), ...rowsOf(over)], hasMore: false };
  };
}

/** Also those that have been over for long. */
export function transfersNamed(sql: SqlConnection, facts: Facts): (digits: string) => Rows<TransferRow> {
  const select = selectFor(facts.self);
  const whole = sql.prepare<Columns>(`${select} WHERE t.id = ?`);
  const named = sql.prepare<Columns>(
    `${select} WHERE hex(t.id) LIKE ? || '%' OR hex(t.id) LIKE '%' || ? ORDER BY t.created_at DESC LIMIT +?`,
  );
  return (digits) => {
    const id = idFromHex('transfer', digits);
    const rows = id ? whole.all(idColumn(id)) : named.all(digits, digits, MOST_NAMED);
    return rowsWithin(rows.map((row) => transferRow(row, facts)));
  };
}

/** The picture and those beside it in its conversation that can be shown, oldest first. */
export function picturesNear(
  sql: SqlConnection,
  facts: Facts,
): (id: TransferId, most: number) => Rows<TransferRow> {
  const select = selectFor(facts.self);
  const one = sql.prepare<Columns>(`${select} WHERE t.id = ?`);
  const here = `t.contact_id = ? AND (t.stage = 'done' OR (t.incoming = 0 AND t.stage <> 'ended'))`;
  const older = sql.prepare<Columns>(
    `${select} WHERE ${here} AND (t.created_at, t.id) < (?, ?) ORDER BY t.created_at DESC, t.id DESC LIMIT +?`,
  );
  const newer = sql.prepare<Columns>(
    `${select} WHERE ${here} AND (t.created_at, t.id) > (?, ?) ORDER BY t.created_at, t.id LIMIT +?`,
  );
  return (id, most) => {
    const middle = one.get(idColumn(id));
    if (!middle) return { rows: [], hasMore: false };
    const beside = (way: typeof older) => {
      const pictures: TransferRow[] = [];
      let page: readonly Columns[] = [middle];
      do {
        const { contact_id: contact, created_at: at, id: last } = page.at(-1) ?? middle;
        page = way.all(contact, at, last, LOOKED_AT_ROWS);
        const rows = page.map((row) => transferRow(row, facts));
        pictures.push(...rows.filter(({ extension }) => shownAs(extension) === 'image'));
      } while (pictures.length < most && page.length === LOOKED_AT_ROWS);
      return pictures.slice(0, most);
    };
    return rowsWithin([...beside(older).reverse(), transferRow(middle, facts), ...beside(newer)]);
  };
}

/** By the message that offers it. */
export function transferOfOffer(
  sql: SqlConnection,
  facts: Facts,
): (author: NodeId, offer: MessageId) => TransferRow | null {
  const { self, conversationWith } = facts;
  const select = selectFor(self);
  // The transfer of an own offer goes by the id of its message.
  const own = sql.prepare<Columns>(`${select} WHERE t.id = ? AND t.incoming = 0`);
  // Offered under the key its contact has, or had when it was in that conversation.
  const theirs = sql.prepare<Columns>(
    `${select} WHERE t.incoming = 1 AND t.offer = ? AND t.contact_id IN (
       SELECT id FROM contact WHERE node_id = ?
       UNION ALL SELECT former_of FROM conversation WHERE conversation_id = ?)`,
  );
  return (author, offer) => {
    const row =
      author === self
        ? own.get(idColumn(offer))
        : theirs.get(idColumn(offer), idColumn(author), idColumn(conversationWith(author)));
    return row ? transferRow(row, facts) : null;
  };
}

function transferRow(row: Columns, { conversationWith }: Facts): TransferRow {
  const nodeId = idOf<NodeId>(row.node_id);
  const name = safeFileName(row.file_name);
  const { end_reason: reason, end_by: by } = row;
  return {
    id: idOf(row.id),
    contactId: idOf(row.contact_id),
    contactName: displayName(row, nodeId),
    conversationId: conversationWith(nodeId),
    direction: row.incoming === 1 ? 'in' : 'out',
    name,
    extension: fileExtension(name),
    mediaType: row.media_type,
    sizeBytes: decodeFileHeader(bytesOf(row.header))?.sizeBytes ?? 0,
    stage: row.stage,
    pausedByMe: row.paused_by_me === 1,
    pausedByPeer: row.paused_by_peer === 1,
    end: reason !== null && by !== null ? { reason, by } : null,
    savedAs: row.saved_as,
    saveError: saveErrorOf(row.save_error),
    offerFailure: saveErrorOf(row.offer_failure),
    isPastBudget: row.past_budget === 1,
    contentCode: arrivedCode(row),
    isFollowed: row.followed === 1,
    createdAt: row.created_at,
    overAt: row.over_at,
  };
}

/** What its sender says of one that is not here whole proves nothing. */
function arrivedCode({ incoming, stage, header, root }: Columns): string | null {
  const isHere = incoming === 1 && stage === 'done';
  return isHere && root ? contentCode(bytesOf(header), bytesOf(root)) : null;
}

/**
 * With why our offer will not be sent any more, while it waits for an answer it cannot get, and whether it was offered anew by
 * one that its owner did not take back.
 */
function selectFor(self: NodeId): string {
  return `SELECT t.id, t.contact_id, t.incoming, t.stage, t.paused_by_me, t.paused_by_peer, t.end_reason, t.end_by,
    t.name AS file_name, t.media_type, t.header, t.root, t.saved_as, t.save_error, t.past_budget, t.created_at, t.over_at,
    EXISTS (SELECT 1 FROM transfer AS n WHERE n.follows = t.id
      AND (n.end_reason IS NOT 'cancelled' OR n.end_by IS NOT 'me')) AS followed,
    (SELECT m.failure FROM message AS m JOIN conversation AS c ON c.key = m.conversation_key AND ${IS_KNOWN}
     WHERE t.incoming = 0 AND t.stage = 'offered' AND m.message_id = t.offer AND ${IS_FAILED}
       AND m.author_key = (SELECT key FROM author WHERE node_id = x'${self}')) AS offer_failure,
    c.node_id, c.name, c.profile_name, c.typed_address
  FROM transfer AS t JOIN contact AS c ON c.id = t.contact_id`;
}

type Columns = {
  id: Bytes;
  contact_id: Bytes;
  incoming: number;
  stage: TransferRow['stage'];
  paused_by_me: number;
  paused_by_peer: number;
  end_reason: NonNullable<TransferRow['end']>['reason'] | null;
  end_by: NonNullable<TransferRow['end']>['by'] | null;
  file_name: string;
  media_type: string;
  header: Bytes;
  root: Bytes | null;
  saved_as: string | null;
  save_error: string | null;
  past_budget: number;
  offer_failure: string | null;
  created_at: number;
  over_at: number | null;
  followed: number;
  node_id: Bytes;
  name: string;
  profile_name: string | null;
  typed_address: string | null;
};
