import type { Bytes } from '../../base/bytes.js';
import type { IncomingRequest, RequestStore } from '../../core/ports/contact-store.js';
import { bytesOf, flag, idColumn, idOf, idOrNull } from './columns.js';
import type { SqlConnection } from './sql-connection.js';

export function sqliteRequests(sql: SqlConnection): RequestStore {
  return { ...waiting(sql), ...settlements(sql) };
}

function waiting(
  sql: SqlConnection,
): Pick<RequestStore, 'get' | 'byNode' | 'replacing' | 'count' | 'places' | 'put' | 'remove'> {
  const get = sql.prepare<RequestColumns>('SELECT * FROM request WHERE id = ?');
  const byNode = sql.prepare<RequestColumns>('SELECT * FROM request WHERE node_id = ?');
  const replacing = sql.prepare<RequestColumns>(
    'SELECT * FROM request WHERE replaces = ? ORDER BY received_at, id',
  );
  const count = sql.prepare<{ count: number }>('SELECT count(*) AS count FROM request');
  const places = sql.prepare<{ place: string }>(
    'SELECT observed_address AS place FROM request WHERE observed_address IS NOT NULL ORDER BY id',
  );
  // Replaces on both keys: the node's earlier request, and this one when it comes again.
  const put = sql.prepare('INSERT OR REPLACE INTO request VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = sql.prepare('DELETE FROM request WHERE id = ?');
  return {
    get: (id) => requestOf(get.get(idColumn(id))),
    byNode: (nodeId) => requestOf(byNode.get(idColumn(nodeId))),
    replacing: (nodeId) => replacing.all(idColumn(nodeId)).map((row) => requestOf(row)),
    count: () => count.get()?.count ?? 0,
    places: () => places.all().map(({ place }) => place),
    put: (request) => {
      put.run(
        idColumn(request.id),
        idColumn(request.nodeId),
        request.fingerprint,
        request.signed,
        request.name,
        request.note,
        request.observedAddress,
        idColumn(request.replaces),
        flag(request.countersigned),
        request.receivedAt,
      );
    },
    remove: (id) => {
      remove.run(idColumn(id));
    },
  };
}

function settlements(
  sql: SqlConnection,
): Pick<RequestStore, 'settle' | 'block' | 'settledOf' | 'forgetSettled'> {
  const put = sql.prepare('INSERT OR REPLACE INTO settled (node_id, answered) VALUES (?, ?)');
  const block = sql.prepare('INSERT OR REPLACE INTO settled (node_id, name, fingerprint) VALUES (?, ?, ?)');
  const get = sql.prepare<{ answered: Bytes | null }>('SELECT answered FROM settled WHERE node_id = ?');
  const remove = sql.prepare('DELETE FROM settled WHERE node_id = ?');
  return {
    settle: (nodeId, settled) => {
      put.run(idColumn(nodeId), idColumn(settled.answered));
    },
    block: ({ nodeId, name, fingerprint }) => {
      block.run(idColumn(nodeId), name, fingerprint);
    },
    settledOf: (nodeId) => {
      const row = get.get(idColumn(nodeId));
      return row && (row.answered === null ? 'blocked' : { answered: idOf(row.answered) });
    },
    forgetSettled: (nodeId) => {
      remove.run(idColumn(nodeId));
    },
  };
}

function requestOf(row: RequestColumns): IncomingRequest;
function requestOf(row: RequestColumns | undefined): IncomingRequest | undefined;
function requestOf(row: RequestColumns | undefined): IncomingRequest | undefined {
  return (
    row && {
      id: idOf(row.id),
      nodeId: idOf(row.node_id),
      fingerprint: row.fingerprint,
      signed: bytesOf(row.signed),
      name: row.name,
      note: row.note,
      observedAddress: row.observed_address,
      replaces: idOrNull(row.replaces),
      countersigned: row.countersigned === 1,
      receivedAt: row.received_at,
    }
  );
}

type RequestColumns = {
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
};
