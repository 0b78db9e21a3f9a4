import type { Bytes } from '../../../base/bytes.js';
import { type NodeId, formatNodeId } from '../../../base/ids.js';
import { decodeContactRequest } from '../../../protocol/request-codec.js';
import { decodeSigned } from '../../../protocol/signed-codec.js';
import { bytesOf, idOf } from '../columns.js';
import type { SqlConnection } from '../sql-connection.js';
import { displayName, signedAddresses } from './names.js';
import type { Rows } from './read-query.js';
import type { RequestRow } from './rows.js';
import { listWithin } from './rows-within.js';

/** Requests that wait for the owner, oldest first. */
export function requestRows(sql: SqlConnection): (ids: readonly string[] | undefined) => Rows<RequestRow> {
  const all = sql.prepare<Columns>(`${SELECT} ORDER BY r.received_at, r.id`);
  const some = sql.prepare<Columns>(`${SELECT} WHERE r.id IN (SELECT unhex(value) FROM json_each(?))`);
  return (ids) => listWithin((ids ? some.all(JSON.stringify(ids)) : all.all()).map(requestRow));
}

const SELECT = `SELECT r.*, c.id AS old_id, c.name AS old_name, c.profile_name AS old_profile_name,
    c.typed_address AS old_typed_address
  FROM request AS r LEFT JOIN contact AS c ON c.node_id = r.replaces AND c.state <> 'removed'`;

type Columns = {
  id: Bytes;
  node_id: Bytes;
  fingerprint: string;
  signed: Bytes;
  name: string;
  note: string;
  observed_address: string | null;
  replaces: Bytes | null;
  countersigned: number;
  received_at: number;
  old_id: Bytes | null;
  old_name: string | null;
  old_profile_name: string | null;
  old_typed_address: string | null;
};

function requestRow(row: Columns): RequestRow {
  const nodeId = idOf<NodeId>(row.node_id);
  return {
    id: idOf(row.id),
    nodeId,
    nodeIdText: formatNodeId(nodeId),
    fingerprint: row.fingerprint,
    name: row.name,
    note: row.note,
    addresses: requestAddresses(row.signed),
    observedAddress: row.observed_address,
    replaces: replacedContact(row),
    receivedAt: row.received_at,
  };
}

function requestAddresses(bytes: Bytes): string[] {
  const signed = decodeSigned(bytesOf(bytes));
  const request = signed.ok ? decodeContactRequest(signed.value) : undefined;
  return request?.ok ? signedAddresses(request.value.record) : [];
}

function replacedContact(row: Columns): RequestRow['replaces'] {
  if (row.old_id === null || row.replaces === null) return null;
  const named = {
    name: row.old_name ?? '',
    profile_name: row.old_profile_name,
    typed_address: row.old_typed_address,
  };
  return {
    contactId: idOf(row.old_id),
    name: displayName(named, idOf(row.replaces)),
    countersigned: row.countersigned === 1,
  };
}
