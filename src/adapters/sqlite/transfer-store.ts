// Files on their way to and from contacts.

import type { Bytes } from '../../base/bytes.js';
import type { ContactId, SpoolId } from '../../base/ids.js';
import type {
  SaveError,
  SourceView,
  Transfer,
  TransferEnd,
  TransferStage,
  TransferStore,
  Upload,
} from '../../core/ports/transfer-store.js';
import { bytesOf, bytesOrNull, flag, idColumn, idOf, idOrNull } from './columns.js';
import type { SqlConnection } from './sql-connection.js';

export function sqliteTransfers(sql: SqlConnection): TransferStore {
  return { ...transfers(sql), ...offers(sql), ...unasked(sql), ...uploads(sql) };
}

type OfferCalls = 'openFrom' | 'waitingFrom' | 'nextWaiting';
type UploadCalls = 'upload' | 'putUpload' | 'removeUpload';
type UnaskedCalls = 'unasked' | 'putUnasked';

function transfers(sql: SqlConnection): Omit<TransferStore, OfferCalls | UploadCalls | UnaskedCalls> {
  const get = sql.prepare<TransferColumns>('SELECT * FROM transfer WHERE id = ?');
  const byOffer = sql.prepare<TransferColumns>(
    'SELECT * FROM transfer WHERE contact_id = ? AND incoming = ? AND offer = ?',
  );
  const unfinished = sql.prepare<TransferColumns>(
    `SELECT * FROM transfer WHERE ${UNFINISHED} ORDER BY created_at`,
  );
  const ofContact = sql.prepare<TransferColumns>('SELECT * FROM transfer WHERE contact_id = ?');
  const ofUpload = sql.prepare<TransferColumns>('SELECT * FROM transfer WHERE upload_id = ?');
  const remove = sql.prepare('DELETE FROM transfer WHERE id = ?');
  const put = sql.prepare(
    `INSERT OR REPLACE INTO transfer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    get: (id) => found(get.get(idColumn(id))),
    byOffer: (contactId, direction, offer) =>
      found(byOffer.get(idColumn(contactId), flag(direction === 'in'), idColumn(offer))),
    unfinished: () => unfinished.all().map(transferOf),
    ofContact: (contactId) => ofContact.all(idColumn(contactId)).map(transferOf),
    ofUpload: (id) => ofUpload.all(idColumn(id)).map(transferOf),
    put: (transfer) => {
      const { state } = transfer;
      put.run(
        idColumn(transfer.id),
        idColumn(transfer.contactId),
        flag(state.direction === 'in'),
        idColumn(transfer.offer),
        state.stage,
        flag(state.pausedByMe),
        flag(state.pausedByPeer),
        state.end?.reason ?? null,
        state.end?.by ?? null,
        transfer.name,
        transfer.mediaType,
        transfer.header,
        transfer.key,
        transfer.root,
        idColumn(transfer.uploadId),
        transfer.saveTo,
        transfer.savedAs,
        transfer.createdAt,
        transfer.source?.path ?? null,
        transfer.source?.modifiedMs ?? null,
        transfer.saveError && JSON.stringify(transfer.saveError),
        flag(transfer.isPastBudget),
        idColumn(transfer.source?.spoolId ?? null),
        flag(transfer.source?.keepsMetadata ?? false),
        idColumn(transfer.follows),
        transfer.overAt,
      );
    },
    remove: (id) => {
      remove.run(idColumn(id));
    },
  };
}

function offers(sql: SqlConnection): Pick<TransferStore, OfferCalls> {
  // Left to itself, SQLite looks at every offer there ever was.
  const openFrom = sql.prepare<{ count: number }>(
    `SELECT count(*) AS count FROM transfer INDEXED BY transfer_open
     WHERE contact_id = ? AND incoming = 1 AND stage IN ('offered', 'accepted', 'running')`,
  );
  const waitingFrom = sql.prepare<{ count: number }>(
    `SELECT count(*) AS count FROM transfer WHERE contact_id = ? AND stage = 'waiting'`,
  );
  // Those that came within a millisecond are in the order of their rows: what is written again, as paused, comes behind them.
  const nextWaiting = sql.prepare<TransferColumns>(
    `SELECT * FROM transfer WHERE contact_id = ? AND stage = 'waiting' ORDER BY created_at, rowid LIMIT 1`,
  );
  return {
    openFrom: (contactId) => openFrom.get(idColumn(contactId))?.count ?? 0,
    waitingFrom: (contactId) => waitingFrom.get(idColumn(contactId))?.count ?? 0,
    nextWaiting: (contactId) => found(nextWaiting.get(idColumn(contactId))),
  };
}

function found(row: TransferColumns | undefined): Transfer | undefined {
  return row && transferOf(row);
}

function unasked(sql: SqlConnection): Pick<TransferStore, UnaskedCalls> {
  const get = sql.prepare<UnaskedColumns>('SELECT since, bytes FROM unasked WHERE contact_id = ?');
  const put = sql.prepare('INSERT OR REPLACE INTO unasked VALUES (?, ?, ?)');
  const keyOf = (of: ContactId | 'all') => (of === 'all' ? OF_ALL : idColumn(of));
  return {
    unasked: (of) => get.get(keyOf(of)),
    putUnasked: (of, { since, bytes }) => {
      put.run(keyOf(of), since, bytes);
    },
  };
}

function uploads(sql: SqlConnection): Pick<TransferStore, UploadCalls> {
  const get = sql.prepare<UploadColumns>('SELECT * FROM upload WHERE id = ?');
  const put = sql.prepare(
    `INSERT INTO upload VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET root = excluded.root`,
  );
  const remove = sql.prepare('DELETE FROM upload WHERE id = ?');
  return {
    upload: (id) => {
      const row = get.get(idColumn(id));
      return row && uploadOf(row);
    },
    putUpload: ({ id, path, modifiedMs, key, header, root, view, spoolId }) => {
      put.run(idColumn(id), path, modifiedMs, key, header, root, view, idColumn(spoolId));
    },
    removeUpload: (id) => {
      remove.run(idColumn(id));
    },
  };
}

/** No contact's id: those have 16 bytes. */
const OF_ALL = Uint8Array.of(0);

/** As the index has it. */
const UNFINISHED = `stage IN ('offered', 'accepted', 'running') OR (save_to IS NOT NULL AND saved_as IS NULL)`;

function transferOf(row: TransferColumns): Transfer {
  const { end_reason: reason, end_by: by, source_path: path, source_modified_ms: modifiedMs } = row;
  const spoolId = idOrNull<SpoolId>(row.source_spool_id);
  const keepsMetadata = row.keeps_metadata === 1;
  return {
    id: idOf(row.id),
    contactId: idOf(row.contact_id),
    offer: idOf(row.offer),
    state: {
      direction: row.incoming === 1 ? 'in' : 'out',
      stage: row.stage,
      pausedByMe: row.paused_by_me === 1,
      pausedByPeer: row.paused_by_peer === 1,
      end: reason !== null && by !== null ? { reason, by } : null,
    },
    name: row.name,
    mediaType: row.media_type,
    header: bytesOf(row.header),
    key: bytesOrNull(row.key),
    root: bytesOrNull(row.root),
    uploadId: idOrNull(row.upload_id),
    saveTo: row.save_to,
    savedAs: row.saved_as,
    source: path !== null && modifiedMs !== null ? { path, modifiedMs, spoolId, keepsMetadata } : null,
    follows: idOrNull(row.follows),
    createdAt: row.created_at,
    overAt: row.over_at,
    saveError: saveErrorOf(row.save_error),
    isPastBudget: row.past_budget === 1,
  };
}

/** As `put` wrote it. */
export function saveErrorOf(text: string | null): SaveError | null {
  return text === null ? null : (JSON.parse(text) as SaveError);
}

function uploadOf(row: UploadColumns): Upload {
  return {
    id: idOf(row.id),
    path: row.path,
    modifiedMs: row.modified_ms,
    view: row.view,
    spoolId: idOrNull(row.spool_id),
    key: bytesOf(row.key),
    header: bytesOf(row.header),
    root: bytesOrNull(row.root),
  };
}

type TransferColumns = {
  id: Bytes;
  contact_id: Bytes;
  incoming: number;
  offer: Bytes;
  stage: TransferStage;
  paused_by_me: number;
  paused_by_peer: number;
  end_reason: TransferEnd['reason'] | null;
  end_by: TransferEnd['by'] | null;
  name: string;
  media_type: string;
  header: Bytes;
  key: Bytes | null;
  root: Bytes | null;
  upload_id: Bytes | null;
  save_to: string | null;
  saved_as: string | null;
  created_at: number;
  source_path: string | null;
  source_modified_ms: number | null;
  save_error: string | null;
  past_budget: number;
  source_spool_id: Bytes | null;
  keeps_metadata: number;
  follows: Bytes | null;
  over_at: number | null;
};
type UnaskedColumns = { since: number; bytes: number };
type UploadColumns = {
  id: Bytes;
  path: string;
  modified_ms: number;
  key: Bytes;
  header: Bytes;
  root: Bytes | null;
  view: SourceView;
  spool_id: Bytes | null;
};
