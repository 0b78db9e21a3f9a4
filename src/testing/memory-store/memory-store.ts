// The store without a disk: the same promises inside one process, proved by the same contracts as the real one.

import type { Entity, NoticeStore } from '../../core/ports/change-log.js';
import type { StoreConnection } from '../../core/ports/store.js';
import type { StoreFixture, StoreInspection } from '../contracts/store-fixture.js';
import { memoryAttachments } from './attachments.js';
import { memoryCommandLog } from './commands.js';
import { memoryHistory } from './conversation.js';
import { memoryOutbox, memoryStreams } from './delivery.js';
import { memorySpools } from './spools.js';
import { memorySignalRecords } from './signal-records.js';
import { type RowsCopy, Table, UndoLog } from './table.js';
import { memoryTransfers } from './transfers.js';
import { memoryContacts, memoryIdentity, memoryPrivacy, memoryRequests } from './trust.js';

export interface MemoryStore extends StoreFixture {
  /** Everything in the store, between transactions. */
  copy(): RowsCopy;
  putBack(copy: RowsCopy): void;
}

export function memoryStore(): MemoryStore {
  const undoLog = new UndoLog();
  const contacts = memoryContacts(undoLog);
  const history = memoryHistory(undoLog, contacts);
  const notices = memoryNotices(undoLog);
  const attachments = memoryAttachments(undoLog);
  const transfers = memoryTransfers(undoLog);
  const touched = new Table<string>(undoLog);
  const store = {
    identity: memoryIdentity(undoLog),
    privacy: memoryPrivacy(undoLog),
    contacts,
    requests: memoryRequests(undoLog),
    streams: memoryStreams(undoLog, contacts),
    outbox: memoryOutbox(undoLog, contacts),
    conversations: history.conversations,
    messages: history.messages,
    deletions: history.deletions,
    attachments,
    transfers,
    spools: memorySpools(undoLog, [attachments, transfers]),
    // What is not indexed is looked through.
    search: { advance: () => false },
    signal: memorySignalRecords(undoLog),
    commands: memoryCommandLog(undoLog),
    changes: {
      touch: ({ kind, key }: Entity) => {
        touched.set(`${kind}:${key}`, `${kind}:${key}`);
      },
    },
    notices,
  };
  return {
    connection: { store, ...transactions(undoLog, touched), scrub: () => true, close: () => undefined },
    inspect: { ...history.inspect, notices: notices.all },
    copy: () => undoLog.copy(),
    putBack: (copy) => undoLog.putBack(copy),
  };
}

function transactions(
  undoLog: UndoLog,
  touched: Table<string>,
): Omit<StoreConnection, 'store' | 'scrub' | 'close'> {
  let rev = 0;
  let itemBegun = 0;
  return {
    begin: () => {
      undoLog.forget();
    },
    commit: () => {
      const entities = touched.deleteWhere(() => true);
      rev += entities.length;
      return { rev, entities };
    },
    rollback: () => {
      undoLog.rewind(0);
    },
    beginItem: () => {
      itemBegun = undoLog.length;
    },
    keepItem: () => undefined,
    dropItem: () => {
      undoLog.rewind(itemBegun);
    },
    tryDisk: () => undefined,
  };
}

function memoryNotices(undoLog: UndoLog): NoticeStore & { all: StoreInspection['notices'] } {
  const rows = new Table<ReturnType<StoreInspection['notices']>>(undoLog);
  const all = () => rows.get('all') ?? [];
  return {
    add: (code, params, at) => {
      rows.set('all', [...all(), { code, params, at }].slice(-100));
    },
    all,
  };
}
