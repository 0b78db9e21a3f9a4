import type { Bytes } from '../../base/bytes.js';
import type { ContactId } from '../../base/ids.js';
import type { Stream, StreamStore } from '../../core/ports/stream-store.js';
import { bytesOf, bytesOrNull, flag, idColumn, idOf, idOrNull } from './columns.js';
import type { RowCaches } from './row-cache.js';
import type { SqlConnection } from './sql-connection.js';

export function sqliteStreams(sql: SqlConnection, caches: RowCaches): StreamStore {
  return { ...rows(sql, caches), ...retired(sql), ...seen(sql), ...claims(sql) };
}

function rows(sql: SqlConnection, caches: RowCaches): Pick<StreamStore, 'get' | 'put'> {
  const cache = caches.make<ContactId, Stream>();
  const get = sql.prepare<StreamColumns>('SELECT * FROM stream WHERE contact_id = ?');
  const put = sql.prepare(PUT);
  return {
    get: (contactId) =>
      cache.get(contactId, () => {
        const row = get.get(idColumn(contactId));
        return row && streamOf(row);
      }),
    put: (stream) => {
      put.run(
        idColumn(stream.contactId),
        idColumn(stream.incarnation),
        idColumn(stream.peerIncarnation),
        stream.sent,
        stream.acked,
        stream.ackedHash,
        stream.received,
        stream.receivedHash,
        stream.bundle,
        stream.answeredBundle,
        stream.renewal,
        stream.recovering,
        stream.recoveredTo,
        stream.givenBackTo,
        stream.requeue?.above ?? null,
        stream.requeue?.upTo ?? null,
        stream.takenTo,
        flag(stream.relinks),
        stream.renewedAt,
      );
      cache.put(stream.contactId, stream);
    },
  };
}

const PUT = `INSERT INTO stream (contact_id, incarnation, peer_incarnation, sent, acked, acked_hash, received, received_hash,
    bundle, answered_bundle, renewal, recovering, recovered_to, given_back_to, requeue_above, requeue_to, taken_to,
    relinks, renewed_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (contact_id) DO UPDATE SET incarnation = excluded.incarnation,
    peer_incarnation = excluded.peer_incarnation, sent = excluded.sent, acked = excluded.acked,
    acked_hash = excluded.acked_hash, received = excluded.received, received_hash = excluded.received_hash,
    bundle = excluded.bundle, answered_bundle = excluded.answered_bundle, renewal = excluded.renewal,
    recovering = excluded.recovering, recovered_to = excluded.recovered_to, given_back_to = excluded.given_back_to,
    requeue_above = excluded.requeue_above, requeue_to = excluded.requeue_to,
    taken_to = excluded.taken_to, relinks = excluded.relinks, renewed_at = excluded.renewed_at`;

function retired(sql: SqlConnection): Pick<StreamStore, 'retire' | 'isRetired'> {
  const add = sql.prepare('INSERT INTO retired_incarnation VALUES (?, ?) ON CONFLICT DO NOTHING');
  const has = sql.prepare('SELECT 1 FROM retired_incarnation WHERE contact_id = ? AND incarnation = ?');
  return {
    retire: (contactId, incarnation) => {
      add.run(idColumn(contactId), idColumn(incarnation));
    },
    isRetired: (contactId, incarnation) => has.get(idColumn(contactId), idColumn(incarnation)) !== undefined,
  };
}

type Seen = 'addSeen' | 'refusedAbove' | 'seen' | 'hasSeenAbove' | 'forgetSeen';

function seen(sql: SqlConnection): Pick<StreamStore, Seen> {
  const add = sql.prepare(
    'INSERT OR REPLACE INTO seen_envelope (contact_id, stream_seq, hash, refusal) VALUES (?, ?, ?, ?)',
  );
  const get = sql.prepare<{ hash: Bytes }>(
    'SELECT hash FROM seen_envelope WHERE contact_id = ? AND stream_seq = ?',
  );
  const has = sql.prepare('SELECT 1 FROM seen_envelope WHERE contact_id = ? AND stream_seq > ? AND hash = ?');
  const refused = sql.prepare<{ stream_seq: number; hash: Bytes; refusal: number }>(
    `SELECT stream_seq, hash, refusal FROM seen_envelope
     WHERE contact_id = ? AND stream_seq > ? AND refusal IS NOT NULL ORDER BY stream_seq`,
  );
  const forget = sql.prepare('DELETE FROM seen_envelope WHERE contact_id = ?');
  return {
    addSeen: (contactId, streamSeq, hash, refusal) => {
      add.run(idColumn(contactId), streamSeq, owned(hash), refusal ?? null);
    },
    refusedAbove: (contactId, streamSeq) =>
      refused
        .all(idColumn(contactId), streamSeq)
        .map((row) => ({ streamSeq: row.stream_seq, hash: bytesOf(row.hash), refusal: row.refusal })),
    seen: (contactId, streamSeq) =>
      bytesOrNull(get.get(idColumn(contactId), streamSeq)?.hash ?? null) ?? undefined,
    hasSeenAbove: (contactId, streamSeq, hash) =>
      has.get(idColumn(contactId), streamSeq, owned(hash)) !== undefined,
    forgetSeen: (contactId) => {
      forget.run(idColumn(contactId));
    },
  };
}

function claims(sql: SqlConnection): Pick<StreamStore, 'lifeClaims' | 'setLifeClaims'> {
  const get = sql.prepare<{ count: number }>('SELECT count FROM life_claim WHERE contact_id = ?');
  const put = sql.prepare('INSERT OR REPLACE INTO life_claim VALUES (?, ?)');
  return {
    lifeClaims: (contactId) => get.get(idColumn(contactId))?.count ?? 0,
    setLifeClaims: (contactId, count) => {
      put.run(idColumn(contactId), count);
    },
  };
}

/** The native library takes no SharedArrayBuffer; a hash is short enough to copy. */
function owned(hash: Uint8Array): Bytes {
  return new Uint8Array(hash);
}

function streamOf(row: StreamColumns): Stream {
  return {
    contactId: idOf(row.contact_id),
    incarnation: idOf(row.incarnation),
    peerIncarnation: idOrNull(row.peer_incarnation),
    sent: row.sent,
    acked: row.acked,
    ackedHash: bytesOrNull(row.acked_hash),
    received: row.received,
    receivedHash: bytesOrNull(row.received_hash),
    bundle: bytesOrNull(row.bundle),
    answeredBundle: bytesOrNull(row.answered_bundle),
    renewal: bytesOrNull(row.renewal),
    recovering: row.recovering,
    recoveredTo: row.recovered_to,
    givenBackTo: row.given_back_to,
    requeue: requeueOf(row),
    takenTo: row.taken_to,
    relinks: row.relinks === 1,
    renewedAt: row.renewed_at,
  };
}

function requeueOf({ requeue_above: above, requeue_to: upTo }: StreamColumns): Stream['requeue'] {
  return above === null || upTo === null ? null : { above, upTo };
}

type StreamColumns = {
  contact_id: Bytes;
  incarnation: Bytes;
  peer_incarnation: Bytes | null;
  sent: number;
  acked: number;
  acked_hash: Bytes | null;
  received: number;
  received_hash: Bytes | null;
  bundle: Bytes | null;
  answered_bundle: Bytes | null;
  renewal: Bytes | null;
  recovering: number;
  recovered_to: number;
  given_back_to: number | null;
  requeue_above: number | null;
  requeue_to: number | null;
  taken_to: number;
  relinks: number;
  renewed_at: number;
};
