import type { Bytes } from '../../../base/bytes.js';
import { type NodeId, formatNodeId } from '../../../base/ids.js';
import type { FileRule, TrustLevel } from '../../../core/ports/contact-store.js';
import { idOf } from '../columns.js';
import type { SqlConnection } from '../sql-connection.js';
import { displayName, recordAddresses } from './names.js';
import type { ReaderFacts, Rows } from './read-query.js';
import type { ContactRow } from './rows.js';
import { listWithin } from './rows-within.js';

/** Contacts by the time they were added; removed ones are gone for every face. */
export function contactRows(
  sql: SqlConnection,
  facts: ReaderFacts,
): (ids: readonly string[] | undefined) => Rows<ContactRow> {
  const all = sql.prepare<Columns>(`${SELECT} ORDER BY c.since, c.id`);
  const some = sql.prepare<Columns>(`${SELECT} AND c.id IN (SELECT unhex(value) FROM json_each(?))`);
  return (ids) => {
    const rows = ids ? some.all(JSON.stringify(ids)) : all.all();
    return listWithin(rows.map((row) => contactRow(row, facts)));
  };
}

const SELECT = `SELECT c.id, c.node_id, c.fingerprint, c.state, c.trust, c.name, c.profile_name, c.note, c.typed_address,
    c.record, c.since, c.file_accept, c.file_most_bytes,
    (SELECT v.conversation_id FROM conversation AS v WHERE v.contact_id = c.id LIMIT 1) AS conversation_id,
    (SELECT count(*) FROM outbox AS o WHERE o.contact_id = c.id AND o.visible IN (1, 3)) AS queued
  FROM contact AS c WHERE c.state <> 'removed'`;

type Columns = {
  id: Bytes;
  node_id: Bytes;
  fingerprint: string;
  state: ContactRow['state'];
  trust: TrustLevel;
  name: string;
  profile_name: string | null;
  note: string;
  typed_address: string | null;
  record: Bytes | null;
  since: number;
  conversation_id: Bytes | null;
  queued: number;
  file_accept: FileRule['accept'];
  file_most_bytes: number;
};

function contactRow(row: Columns, facts: ReaderFacts): ContactRow {
  const nodeId = idOf<NodeId>(row.node_id);
  const typed = row.typed_address === null ? [] : [row.typed_address];
  return {
    id: idOf(row.id),
    nodeId,
    nodeIdText: formatNodeId(nodeId),
    conversationId: row.conversation_id ? idOf(row.conversation_id) : facts.conversationWith(nodeId),
    name: displayName(row, nodeId),
    isNamedByOwner: row.name !== '',
    profileName: row.profile_name,
    fingerprint: row.fingerprint,
    state: row.state,
    trust: row.trust,
    addresses: [...new Set([...typed, ...recordAddresses(row.record)])],
    note: row.note,
    since: row.since,
    queued: row.queued,
    fileRule: { accept: row.file_accept, mostBytes: row.file_most_bytes },
  };
}
