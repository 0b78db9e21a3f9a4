// Plain rows for the contract suites; a test states what matters to it and takes the rest as it is.

import { type Bytes, utf8 } from '../../base/bytes.js';
import {
  type ContactId,
  type ConversationId,
  type AttachmentId,
  type DeletionId,
  ID_BYTES,
  type Incarnation,
  type MessageId,
  type NodeId,
  type RequestId,
  type SpoolId,
  type TransferId,
  type UploadId,
  idFromBytes,
} from '../../base/ids.js';
import type { Contact, IncomingRequest } from '../../core/ports/contact-store.js';
import type { Message } from '../../core/ports/message-store.js';
import type { OutboxRow, Stream } from '../../core/ports/stream-store.js';

interface SampleIds {
  node: NodeId;
  contact: ContactId;
  conversation: ConversationId;
  message: MessageId;
  request: RequestId;
  deletion: DeletionId;
  attachment: AttachmentId;
  transfer: TransferId;
  upload: UploadId;
  spool: SpoolId;
  incarnation: Incarnation;
}

/** The same id for the same number, from 2 to 2^31 - 1; greater numbers give greater ids. */
export function sampleId<Name extends keyof SampleIds>(name: Name, number: number): SampleIds[Name] {
  const bytes = new Uint8Array(ID_BYTES[name]).fill(7);
  new DataView(bytes.buffer).setUint32(0, number);
  const id: SampleIds[keyof SampleIds] | undefined = idFromBytes(name, bytes);
  if (id === undefined) throw new TypeError('a sample id that is no id');
  return id as SampleIds[Name];
}

export function sampleBytes(text: string): Bytes {
  return utf8(text);
}

export const ALICE = sampleId('node', 0xa11ce);
export const BOB = sampleId('node', 0xb0b);
export const BOB_CONTACT = sampleId('contact', 0xb0b);
export const WITH_BOB = sampleId('conversation', 0xb0b);

export function sampleContact(fields: Partial<Contact> = {}): Contact {
  return {
    id: BOB_CONTACT,
    nodeId: BOB,
    fingerprint: '123451234512345123451234512345',
    state: 'approved',
    stateBefore: null,
    trust: 'compared',
    trustBefore: null,
    name: 'Bob',
    profileName: null,
    note: '',
    typedAddress: null,
    record: null,
    recordSequence: 0,
    requestId: null,
    request: null,
    keyKept: false,
    since: 1_000,
    reachedAt: null,
    calledFrom: null,
    fileRule: { accept: 'images', mostBytes: 2_000_000 },
    ...fields,
  };
}

export function sampleRequest(fields: Partial<IncomingRequest> = {}): IncomingRequest {
  return {
    id: sampleId('request', 1),
    nodeId: BOB,
    fingerprint: '123451234512345123451234512345',
    signed: sampleBytes('signed by Bob'),
    name: 'Bob',
    note: 'we met in the library',
    observedAddress: '192.0.2.7',
    replaces: null,
    countersigned: false,
    receivedAt: 1_000,
    ...fields,
  };
}

export function sampleStream(fields: Partial<Stream> = {}): Stream {
  return {
    contactId: BOB_CONTACT,
    incarnation: sampleId('incarnation', 1),
    peerIncarnation: null,
    sent: 0,
    acked: 0,
    ackedHash: null,
    received: 0,
    receivedHash: null,
    bundle: null,
    answeredBundle: null,
    renewal: null,
    recovering: 0,
    recoveredTo: 0,
    givenBackTo: null,
    requeue: null,
    takenTo: 0,
    relinks: false,
    renewedAt: 0,
    ...fields,
  };
}

export function sampleOutboxRow(
  number: number,
  fields: Partial<OutboxRow> = {},
): Omit<OutboxRow, 'id' | 'sealed'> {
  return {
    contactId: BOB_CONTACT,
    messageId: sampleId('message', number),
    payload: sampleBytes(`payload ${String(number)}`),
    kind: 'message',
    ...fields,
  };
}

export function sampleSeal(streamSeq: number): NonNullable<OutboxRow['sealed']> {
  return {
    streamSeq,
    envelope: sampleBytes(`envelope ${String(streamSeq)}`),
    hash: new Uint8Array(32).fill(streamSeq),
  };
}

/** Bob's message of this author_seq, whose id and lamport follow from it. */
export function sampleMessage(authorSeq: number, fields: Partial<Message> = {}): Message {
  return {
    conversationId: WITH_BOB,
    author: BOB,
    id: sampleId('message', authorSeq),
    authorSeq,
    lamport: 10 * authorSeq,
    kind: 1,
    payload: sampleBytes(`message ${String(authorSeq)}`),
    state: 'received',
    failure: null,
    unread: false,
    recovered: false,
    sentAt: 1_000,
    receivedAt: 2_000,
    ...fields,
  };
}
