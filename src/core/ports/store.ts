import type { AttachmentStore } from './attachment-store.js';
import type { CommandLog } from './command-log.js';
import type { ChangeLog, NoticeStore } from './change-log.js';
import type { ContactStore, RequestStore } from './contact-store.js';
import type { IdentityStore } from './identity-store.js';
import type { DeletionStore } from './deletion-store.js';
import type { ConversationStore, MessageStore } from './message-store.js';
import type { PrivacyStore } from './privacy-store.js';
import type { SearchIndex } from './search.js';
import type { SignalRecords } from './signal-records.js';
import type { SpoolStore } from './spool-store.js';
import type { OutboxStore, StreamStore } from './stream-store.js';
import type { TransferStore } from './transfer-store.js';

/** Everything a node remembers. Calls are synchronous and belong to the open transaction. */
export interface Store {
  readonly identity: IdentityStore;
  readonly privacy: PrivacyStore;
  readonly contacts: ContactStore;
  readonly requests: RequestStore;
  readonly streams: StreamStore;
  readonly outbox: OutboxStore;
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
  readonly deletions: DeletionStore;
  readonly attachments: AttachmentStore;
  readonly transfers: TransferStore;
  readonly spools: SpoolStore;
  readonly search: SearchIndex;
  readonly signal: SignalRecords;
  readonly commands: CommandLog;
  readonly changes: ChangeLog;
  readonly notices: NoticeStore;
}

/** The one writing connection. Only the commit lane drives it. */
export interface StoreConnection {
  readonly store: Store;
  begin(): void;
  /** Durable when it returns (synchronous=FULL). Throws AppError DISK_FULL or STORE_FAILED; then roll back. */
  commit(): { readonly rev: number; readonly entities: readonly string[] };
  rollback(): void;
  /** One item's own layer inside the transaction. */
  beginItem(): void;
  keepItem(): void;
  dropItem(): void;
  /**
   * Takes what was deleted off the disk, older versions of its pages included. Between transactions. False when a reader or
   * a full disk stands in the way: then it is still there. Never waits.
   */
  scrub(): boolean;
  /** Commits something that is written and changes nothing. Between transactions. Throws AppError DISK_FULL or STORE_FAILED. */
  tryDisk(): void;
  close(): void;
}
