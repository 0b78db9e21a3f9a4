import type { Bytes } from '../../../base/bytes.js';
import { type NodeId, formatNodeId } from '../../../base/ids.js';
import { idOf } from '../columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { Rows } from './read-query.js';
import type { BlockedRow } from './rows.js';
import { listWithin } from './rows-within.js';

/** Whoever was blocked and is no contact, by name. */
export function blockedRows(sql: SqlConnection): (ids: readonly string[] | undefined) => Rows<BlockedRow> {
  const all = sql.prepare<Columns>(`${SELECT} ORDER BY name, node_id`);
  const some = sql.prepare<Columns>(`${SELECT} AND node_id IN (SELECT unhex(value) FROM json_each(?))`);
  return (ids) => listWithin((ids ? some.all(JSON.stringify(ids)) : all.all()).map(blockedRow));
}

/** Whose only trace is a request of ours that was withdrawn has a row among the contacts, and nothing ever passed. */
const SELECT = `SELECT node_id, name, fingerprint,
    EXISTS (SELECT 1 FROM contact AS c JOIN stream AS s ON s.contact_id = c.id
      WHERE c.node_id = settled.node_id AND (s.peer_incarnation IS NOT NULL OR s.sent > 0)) AS was_contact
  FROM settled WHERE answered IS NULL`;

type Columns = { node_id: Bytes; name: string; fingerprint: string; was_contact: number };

function blockedRow({ node_id, name, fingerprint, was_contact: wasContact }: Columns): BlockedRow {
  const nodeId = idOf<NodeId>(node_id);
  return { id: nodeId, nodeIdText: formatNodeId(nodeId), name, fingerprint, wasContact: wasContact === 1 };
}
