// A history of the wanted length, written through the real store.

import { createHash, randomBytes } from 'node:crypto';
import { createIdentity, createIdentityCipher } from '../src/adapters/signal/identity-cipher.js';
import { openStore } from '../src/adapters/sqlite/store-connection.js';
import type { Bytes } from '../src/base/bytes.js';
import { idFromBytes, type MessageId, type NodeId } from '../src/base/ids.js';
import type { Secret } from '../src/base/secret.js';
import { directConversationId } from '../src/core/conversation/index.js';
import type { Conversation } from '../src/core/ports/message-store.js';
import type { Store } from '../src/core/ports/store.js';
import { nodeIdOf } from '../src/adapters/signal/identity-cipher.js';
import { encodePayload } from '../src/protocol/payload-codec.js';
import { CONTENT_KINDS } from '../src/protocol/registry.js';

const PER_COMMIT = 2_000;
const TEXT = 'We could take the early boat, if your sister has the key to the shed by then.';
const FIRST_SENT_AT = Date.UTC(2020, 0, 1);

export interface HistoryShape {
  readonly messages: number;
  /** The messages arrive in turn, one in each. */
  readonly conversations: number;
  readonly textOf?: (index: number) => string;
  /** Of whom the conversation that this message begins is with. */
  readonly nameOf?: (index: number) => string;
  /** Every 97th when nothing else is said. */
  readonly isUnread?: (index: number) => boolean;
  /** From one message to the next. */
  readonly apartMs?: number;
}

/** The home must have been founded; nobody else may have its store open. The search index follows to its end. */
export async function fillStore(path: string, key: Secret<Bytes>, shape: HistoryShape): Promise<void> {
  const connection = openStore({ path, key });
  const { store } = connection;
  const self = nodeIdOf(store.identity.get()?.keyPair ?? new Uint8Array(0));
  const conversations: Conversation[] = [];
  for (let index = 0; index < shape.messages; index++) {
    if (index % PER_COMMIT === 0) connection.begin();
    const place = index % shape.conversations;
    const conversation = (conversations[place] ??= addContact(
      store,
      self,
      shape.nameOf?.(index) ?? `Contact ${index}`,
    ));
    const authorSeq = Math.floor(index / shape.conversations) + 1;
    const text = shape.textOf?.(index) ?? TEXT;
    const unread = shape.isUnread?.(index) ?? index % 97 === 0;
    const sentAt = FIRST_SENT_AT + index * (shape.apartMs ?? 1_000);
    addMessage(store, { self, conversation, authorSeq, text, unread, sentAt });
    if ((index + 1) % PER_COMMIT === 0 || index + 1 === shape.messages) connection.commit();
  }
  for (let hasMore = true; hasMore;) {
    connection.begin();
    hasMore = store.search.advance();
    connection.commit();
  }
  connection.close();
}

function addContact(store: Store, self: NodeId, name: string): Conversation {
  const { keyPair, nodeId } = createIdentity();
  const id = newId('contact');
  store.contacts.put({
    id,
    nodeId,
    fingerprint: createIdentityCipher(keyPair).fingerprint(nodeId),
    state: 'approved',
    stateBefore: null,
    trust: 'address',
    trustBefore: null,
    name,
    profileName: null,
    note: '',
    typedAddress: null,
    record: null,
    recordSequence: 0,
    requestId: null,
    request: null,
    keyKept: false,
    since: 0,
    reachedAt: null,
    calledFrom: null,
    fileRule: { accept: 'images', mostBytes: 2_000_000 },
  });
  const conversation = {
    id: directConversationId((...parts) => sha256(parts), self, nodeId),
    contactId: id,
    peer: nodeId,
    lamport: 0,
  };
  store.conversations.put(conversation);
  return conversation;
}

interface Written {
  readonly self: NodeId;
  readonly conversation: Conversation;
  readonly authorSeq: number;
  readonly text: string;
  readonly unread: boolean;
  readonly sentAt: number;
}

function addMessage(store: Store, written: Written): void {
  const { self, conversation, authorSeq, text, unread, sentAt } = written;
  const messageId: MessageId = newId('message');
  const { id, peer } = conversation;
  const place = { authorSeq, lamport: authorSeq, sentAt };
  const payload = encodePayload({
    ...place,
    sender: peer,
    recipient: self,
    conversation: id,
    messageId,
    prevHash: null,
    heads: [],
    content: { kind: 'text', text },
  });
  store.messages.add({
    ...place,
    conversationId: id,
    author: peer,
    id: messageId,
    kind: CONTENT_KINDS.text,
    payload,
    state: 'received',
    failure: null,
    unread,
    recovered: false,
    receivedAt: sentAt,
  });
  store.changes.touch({ kind: 'message', key: `${id}/${authorSeq}` });
}

function newId<Kind extends 'contact' | 'message'>(kind: Kind) {
  const id = idFromBytes(kind, new Uint8Array(randomBytes(16)));
  if (id === undefined) throw new TypeError('an id needs 16 bytes');
  return id;
}

function sha256(parts: readonly Uint8Array[]): Bytes {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
