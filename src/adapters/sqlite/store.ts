// Everything a node remembers, on one database.

import type { Store } from '../../core/ports/store.js';
import { sqliteAttachments } from './attachment-store.js';
import { sqliteCommandLog } from './command-log.js';
import { sqliteContacts } from './contact-store.js';
import { sqliteConversations } from './conversation-store.js';
import { sqliteDeletions } from './deletion-store.js';
import { sqliteIdentity } from './identity-store.js';
import { messageKeys } from './message-keys.js';
import { sqliteMessages } from './message-store.js';
import { sqliteNotices } from './notice-store.js';
import { sqliteOutbox } from './outbox-store.js';
import { sqlitePrivacy } from './privacy-store.js';
import { sqliteRequests } from './request-store.js';
import type { RowCaches } from './row-cache.js';
import { sqliteSignalRecords } from './signal-records.js';
import { messageIndex } from './search-index.js';
import { sqliteSpools } from './spool-store.js';
import type { SqlConnection } from './sql-connection.js';
import { sqliteStreams } from './stream-store.js';
import { sqliteTransfers } from './transfer-store.js';

/** All statements are compiled here, once for the connection. */
export function sqliteStore(sql: SqlConnection, caches: RowCaches): Omit<Store, 'changes'> {
  const keys = messageKeys(sql, caches);
  const index = messageIndex(sql);
  return {
    identity: sqliteIdentity(sql),
    privacy: sqlitePrivacy(sql),
    contacts: sqliteContacts(sql, caches),
    requests: sqliteRequests(sql),
    streams: sqliteStreams(sql, caches),
    outbox: sqliteOutbox(sql, caches),
    conversations: sqliteConversations(sql, caches, index),
    messages: sqliteMessages(sql, { caches, keys, index }),
    deletions: sqliteDeletions(sql, { keys, caches, index }),
    attachments: sqliteAttachments(sql),
    transfers: sqliteTransfers(sql),
    spools: sqliteSpools(sql),
    search: index,
    signal: sqliteSignalRecords(sql),
    commands: sqliteCommandLog(sql),
    notices: sqliteNotices(sql),
  };
}
