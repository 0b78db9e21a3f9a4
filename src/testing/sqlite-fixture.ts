// A real store in a directory of its own, for the suites that read what the port does not show.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseFile, openWriter } from '../adapters/sqlite/database.js';
import type { SqlConnection } from '../adapters/sqlite/sql-connection.js';
import { storeConnection } from '../adapters/sqlite/store-connection.js';
import type { ContactId } from '../base/ids.js';
import { Secret } from '../base/secret.js';
import type { StoreFixture, StoreInspection } from './contracts/store-fixture.js';

export interface DatabaseDirectory extends DatabaseFile {
  remove(): void;
}

export function databaseDirectory(): DatabaseDirectory {
  const directory = mkdtempSync(join(tmpdir(), 'kith-store-'));
  return {
    path: join(directory, 'kith.db'),
    key: new Secret(new Uint8Array(32).fill(0xa5)),
    remove: () => {
      rmSync(directory, { recursive: true });
    },
  };
}

/** The directory goes when the connection is closed. */
export function sqliteFixture(): StoreFixture & { readonly sql: SqlConnection } {
  const directory = databaseDirectory();
  const sql = openWriter(directory);
  const connection = storeConnection(sql);
  const close = () => {
    try {
      connection.close();
    } finally {
      directory.remove();
    }
  };
  return { connection: { ...connection, close }, inspect: inspection(sql), sql };
}

function inspection(sql: SqlConnection): StoreInspection {
  const gap = sql.prepare<{ gap_before: number }>(
    `SELECT gap_before FROM message
     WHERE conversation_key = (SELECT key FROM conversation WHERE conversation_id = ?)
       AND author_key = (SELECT key FROM author WHERE node_id = ?) AND author_seq = ?`,
  );
  const conversation = sql.prepare<{
    unread: number;
    draft: string;
    caption: string;
    recipients: string;
    place: string | null;
    offsetPx: number;
  }>(
    `SELECT unread, draft, caption, recipients, place_row AS place, place_offset AS offsetPx
     FROM conversation WHERE conversation_id = ?`,
  );
  const settings = sql.prepare<{
    mutedUntil: number;
    pinned: number;
    archived: number;
    hidden: number;
    markedUnread: number;
  }>(
    `SELECT muted_until AS mutedUntil, pinned, archived, hidden, marked_unread AS markedUnread
     FROM conversation WHERE conversation_id = ?`,
  );
  const notices = sql.prepare<{ code: string; params: string; at: number }>(
    'SELECT code, params, at FROM notice ORDER BY id',
  );
  const blob = (id: string) => new Uint8Array(Buffer.from(id, 'hex'));
  return {
    gapBefore: (id, author, authorSeq) => gap.get(blob(id), blob(author ?? '00'), authorSeq)?.gap_before,
    unread: (id) => conversation.get(blob(id))?.unread ?? 0,
    draft: (id) => conversation.get(blob(id))?.draft ?? '',
    caption: (id) => conversation.get(blob(id))?.caption ?? '',
    recipients: (id) => JSON.parse(conversation.get(blob(id))?.recipients ?? '[]') as ContactId[],
    place: (id) => {
      const { place = null, offsetPx = 0 } = conversation.get(blob(id)) ?? {};
      return place === null ? null : { rowId: place, offsetPx };
    },
    settings: (id) => {
      const row = settings.get(blob(id));
      return {
        mutedUntil: row?.mutedUntil ?? 0,
        pinned: row?.pinned === 1,
        archived: row?.archived === 1,
        hidden: row?.hidden === 1,
        markedUnread: row?.markedUnread === 1,
      };
    },
    notices: () =>
      notices.all().map((row) => ({
        ...row,
        params: JSON.parse(row.params) as ReturnType<StoreInspection['notices']>[number]['params'],
      })),
  };
}
