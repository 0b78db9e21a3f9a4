// Alice's store with Bob in it, a writer and a reader on it, and payloads as they are on the wire.

import { type StoreReader, openStoreReader } from '../adapters/sqlite/read/store-reader.js';
import { openStore } from '../adapters/sqlite/store-connection.js';
import type { Bytes } from '../base/bytes.js';
import type { MessageId, NodeId } from '../base/ids.js';
import { searchRules } from '../core/conversation/index.js';
import type { Message } from '../core/ports/message-store.js';
import type { Store, StoreConnection } from '../core/ports/store.js';
import type { Content } from '../protocol/content-codec.js';
import { encodePayload } from '../protocol/payload-codec.js';
import {
  ALICE,
  BOB,
  BOB_CONTACT,
  WITH_BOB,
  sampleBytes,
  sampleContact,
  sampleId,
  sampleMessage,
} from './contracts/samples.js';
import { type DatabaseDirectory, databaseDirectory } from './sqlite-fixture.js';

export const DERIVED_CONVERSATION = sampleId('conversation', 0xd1);

export interface ReadingFixture {
  readonly directory: DatabaseDirectory;
  readonly writer: StoreConnection;
  readonly reader: StoreReader;
  /** Commits what `act` does; returns the revision. */
  commit(act: (store: Store) => void): number;
  /** Closes both connections. */
  close(): void;
  remove(): void;
}

export function readingFixture(): ReadingFixture {
  const directory = databaseDirectory();
  const writer = openStore(directory);
  const commit = (act: (store: Store) => void) => {
    writer.begin();
    act(writer.store);
    return writer.commit().rev;
  };
  commit((store) => {
    store.identity.put({
      keyPair: sampleBytes('key pair'),
      registrationId: 1,
      name: 'Alice',
      recordSequence: 0,
      createdAt: 1_000,
    });
    store.identity.begin(sampleId('incarnation', 9), 1_000);
    store.contacts.put(sampleContact());
    store.conversations.put({ id: WITH_BOB, contactId: BOB_CONTACT, peer: BOB, lamport: 0 });
    store.changes.touch({ kind: 'contact', key: BOB_CONTACT });
  });
  const reader = openStoreReader(directory, {
    self: ALICE,
    conversationWith: (nodeId) => (nodeId === BOB ? WITH_BOB : DERIVED_CONVERSATION),
    search: searchRules,
  });
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    reader.close();
    writer.close();
  };
  return {
    directory,
    writer,
    reader,
    commit,
    close,
    remove: () => {
      // The directory goes even when a test broke what was in it.
      try {
        close();
      } finally {
        directory.remove();
      }
    },
  };
}

/** The author's message number `seq` with this content. */
export function writtenMessage(
  seq: number,
  content: Content | string,
  fields: Partial<Message> = {},
): Message {
  const author = fields.author === undefined ? BOB : fields.author;
  const id = fields.id ?? sampleId('message', seq);
  const written = typeof content === 'string' ? ({ kind: 'text', text: content } as const) : content;
  const payload = author === null ? sampleBytes('{}') : payloadOf({ author, id, seq }, written);
  return sampleMessage(seq, { id, payload, ...fields });
}

function payloadOf(by: { author: NodeId; id: MessageId; seq: number }, content: Content): Bytes {
  return encodePayload({
    sender: by.author,
    recipient: by.author === BOB ? ALICE : BOB,
    conversation: WITH_BOB,
    messageId: by.id,
    authorSeq: by.seq,
    prevHash: null,
    lamport: 10 * by.seq,
    heads: [],
    sentAt: 1_000,
    content,
  });
}
