import type { Bytes } from '../../base/bytes.js';
import type { ContactId, NodeId } from '../../base/ids.js';
import type {
  Contact,
  ContactState,
  ContactStore,
  FileRule,
  TrustLevel,
} from '../../core/ports/contact-store.js';
import { bytesOrNull, flag, idColumn, idOf, idOrNull } from './columns.js';
import type { RowCaches } from './row-cache.js';
import type { SqlConnection, SqlValue } from './sql-connection.js';

export function sqliteContacts(sql: SqlConnection, caches: RowCaches): ContactStore {
  const get = sql.prepare<ContactColumns>('SELECT * FROM contact WHERE id = ?');
  const byNode = sql.prepare<ContactColumns>('SELECT * FROM contact WHERE node_id = ?');
  const all = sql.prepare<ContactColumns>('SELECT * FROM contact ORDER BY since, id');
  const put = sql.prepare(PUT);
  const byId = caches.make<ContactId, Contact>();
  const ofNode = caches.make<NodeId, Contact>();
  return {
    get: (id) => byId.get(id, () => contactOf(get.get(idColumn(id)))),
    byNode: (nodeId) => ofNode.get(nodeId, () => contactOf(byNode.get(idColumn(nodeId)))),
    all: () => all.all().map((row) => contactOf(row)),
    put: (contact) => {
      put.run(...columnsOf(contact));
      // The row may have had another node before.
      ofNode.clear();
      byId.put(contact.id, contact);
    },
  };
}

// Never INSERT OR REPLACE: it would delete the row that others reference.
const PUT = `INSERT INTO contact (id, node_id, fingerprint, state, state_before, trust, name, profile_name, note, typed_address,
    record, record_sequence, request_id, request, key_kept, since, reached_at,
    called_from, file_accept, file_most_bytes, trust_before)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET node_id = excluded.node_id, fingerprint = excluded.fingerprint,
    state = excluded.state, state_before = excluded.state_before, trust = excluded.trust, name = excluded.name,
    profile_name = excluded.profile_name, note = excluded.note, typed_address = excluded.typed_address,
    record = excluded.record, record_sequence = excluded.record_sequence, request_id = excluded.request_id,
    request = excluded.request, key_kept = excluded.key_kept, since = excluded.since,
    reached_at = excluded.reached_at, called_from = excluded.called_from,
    file_accept = excluded.file_accept, file_most_bytes = excluded.file_most_bytes,
    trust_before = excluded.trust_before`;

function columnsOf(contact: Contact): SqlValue[] {
  return [
    idColumn(contact.id),
    idColumn(contact.nodeId),
    contact.fingerprint,
    contact.state,
    contact.stateBefore,
    contact.trust,
    contact.name,
    contact.profileName,
    contact.note,
    contact.typedAddress,
    contact.record,
    contact.recordSequence,
    idColumn(contact.requestId),
    contact.request,
    flag(contact.keyKept),
    contact.since,
    contact.reachedAt,
    contact.calledFrom,
    contact.fileRule.accept,
    contact.fileRule.mostBytes,
    contact.trustBefore,
  ];
}

function contactOf(row: ContactColumns): Contact;
function contactOf(row: ContactColumns | undefined): Contact | undefined;
function contactOf(row: ContactColumns | undefined): Contact | undefined {
  return (
    row && {
      id: idOf(row.id),
      nodeId: idOf(row.node_id),
      fingerprint: row.fingerprint,
      state: row.state,
      stateBefore: row.state_before,
      trust: row.trust,
      trustBefore: row.trust_before,
      name: row.name,
      profileName: row.profile_name,
      note: row.note,
      typedAddress: row.typed_address,
      record: bytesOrNull(row.record),
      recordSequence: row.record_sequence,
      requestId: idOrNull(row.request_id),
      request: bytesOrNull(row.request),
      keyKept: row.key_kept === 1,
      since: row.since,
      reachedAt: row.reached_at,
      calledFrom: row.called_from,
      fileRule: { accept: row.file_accept, mostBytes: row.file_most_bytes },
    }
  );
}

type ContactColumns = {
  id: Bytes;
  node_id: Bytes;
  fingerprint: string;
  state: ContactState;
  state_before: ContactState | null;
  trust: TrustLevel;
  trust_before: TrustLevel | null;
  name: string;
  profile_name: string | null;
  note: string;
  typed_address: string | null;
  record: Bytes | null;
  record_sequence: number;
  request_id: Bytes | null;
  request: Bytes | null;
  key_kept: number;
  since: number;
  reached_at: number | null;
  called_from: string | null;
  file_accept: FileRule['accept'];
  file_most_bytes: number;
};
