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
const PER_CONTACT = 5_000;
const TEXT = 'We could take the early boat, if your sister has the key to the shed by then.';

/** The home must have been founded; nobody else may have its store open. */
export async function fillStore(path: string, key: Secret<Bytes>, messages: number): Promise<void> {
  const connection = openStore({ path, key });
  const { store } = connection;
  const self = nodeIdOf(store.identity.get()?.keyPair ?? new Uint8Array(0));
  let conversation: Conversation | undefined;
  for (let index = 0; index < messages; index++) {
    if (index % PER_COMMIT === 0) connection.begin();
    if (!conversation || index % PER_CONTACT === 0) conversation = addContact(store, self, index);
    addMessage(store, { self, conversation, authorSeq: (index % PER_CONTACT) + 1 });
    if ((index + 1) % PER_COMMIT === 0 || index + 1 === messages) connection.commit();
  }
  connection.close();
}

function addContact(store: Store, self: NodeId, number: number): Conversation {
  const { keyPair, nodeId } = createIdentity();
  const id = newId('contact');
  store.contacts.put({
    id,
    nodeId,
    fingerprint: createIdentityCipher(keyPair).fingerprint(nodeId),
    state: 'approved',
    stateBefore: null,
    trust: 'address',
    name: `Contact ${number}`,
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
  });
  const conversation = {
    id: directConversationId((...parts) => sha256(parts), self, nodeId),
    contactId: id,
    peer: nodeId,
    lamport: PER_CONTACT,
  };
  store.conversations.put(conversation);
  return conversation;
}

function addMessage(
  store: Store,
  { self, conversation, authorSeq }: { self: NodeId; conversation: Conversation; authorSeq: number },
): void {
  const messageId: MessageId = newId('message');
  const { id, peer } = conversation;
  const place = { authorSeq, lamport: authorSeq, sentAt: authorSeq };
  const payload = encodePayload({
    ...place,
    sender: peer,
    recipient: self,
    conversation: id,
    messageId,
    prevHash: null,
    heads: [],
    content: { kind: 'text', text: TEXT },
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
    unread: false,
    recovered: false,
    receivedAt: authorSeq,
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
