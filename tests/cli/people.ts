// Rows about Alice's contacts, complete but for what a test says.

import type {
  ContactRow,
  ConversationRow,
  LinkRow,
  MessageRow,
  RequestRow,
  SelfValue,
  StatusValue,
  TransferRow,
} from '../../src/contract/values.js';
import { NOON } from './fake-shell.js';

export const CONVERSATION = 'c'.repeat(64);

export function contact(name: string, changes: Partial<ContactRow> = {}): ContactRow {
  const digit = String(name.length % 10);
  return {
    id: digit.repeat(32),
    nodeId: digit.repeat(64),
    nodeIdText: `kith1${digit.repeat(57)}`,
    conversationId: CONVERSATION,
    name,
    isNamedByOwner: false,
    profileName: name,
    fingerprint: '123456789012345678901234567890',
    state: 'approved',
    trust: 'address',
    addresses: ['bob.example.org:8443'],
    note: '',
    since: NOON,
    queued: 0,
    fileRule: { accept: 'images', mostBytes: 2_000_000 },
    ...changes,
  };
}

/** With this contact, as nothing was set for it. */
export function conversation(person: ContactRow, changes: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: person.conversationId,
    contactId: person.id,
    former: null,
    name: person.name,
    unread: 0,
    markedUnread: false,
    failed: 0,
    lastFailed: null,
    draft: '',
    attachments: [],
    caption: '',
    recipients: [],
    place: null,
    last: null,
    arrived: null,
    mutedUntil: 0,
    pinned: false,
    archived: false,
    hidden: false,
    ...changes,
  };
}

export function request(name: string, changes: Partial<RequestRow> = {}): RequestRow {
  const digit = String(name.length % 10);
  return {
    id: `a${digit.repeat(31)}`,
    nodeId: digit.repeat(64),
    nodeIdText: `kith1${digit.repeat(57)}`,
    fingerprint: '123456789012345678901234567890',
    name,
    note: '',
    addresses: ['198.51.100.7:8443'],
    observedAddress: null,
    replaces: null,
    receivedAt: NOON - 120_000,
    ...changes,
  };
}

export function message(text: string, changes: Partial<MessageRow> = {}): MessageRow {
  const direction = changes.direction ?? 'in';
  return {
    id: text.length.toString(16).padStart(32, '0'),
    conversationId: CONVERSATION,
    position: '1'.padStart(41, '0'),
    direction,
    state: direction === 'in' ? 'received' : 'delivered',
    reason: null,
    text,
    more: false,
    kind: direction === 'system' ? 'system' : 'text',
    system: null,
    file: null,
    gapBefore: 0,
    recovered: false,
    unread: false,
    sentAt: NOON,
    receivedAt: NOON,
    ...changes,
  };
}

export function link(changes: Partial<LinkRow> = {}): LinkRow {
  const id = contact('Bob').id;
  return {
    id,
    contactId: id,
    state: 'up',
    direction: 'out',
    address: 'bob.example.org:8443',
    since: NOON,
    nextAttemptAt: null,
    error: null,
    lastSeenAt: NOON,
    refused: false,
    ...changes,
  };
}

export const ALICE: SelfValue = {
  nodeId: 'f'.repeat(64),
  nodeIdText: `kith1${'q'.repeat(57)}`,
  name: 'Alice',
  fingerprint: '000001111122222333334444455555',
  link: 'kith://add/alice.example.org:8443?id=kith1qqq',
  addresses: ['alice.example.org:8443'],
  configFile: '/home/alice/.kith/config.conf',
};

export const STATUS: StatusValue = {
  state: 'open',
  version: '0.1.0',
  startedAt: NOON - 3_600_000,
  screenLocked: false,
  listening: '0.0.0.0:8443',
  notListening: null,
  links: 1,
  queued: 2,
  requests: 1,
  unread: 3,
  unreadUnmuted: 3,
  lastReachedBy: { contactId: contact('Bob').id, name: 'Bob', at: NOON - 300_000 },
  notices: [],
};

/** Of a film that this contact offers. */
export function offer(person: ContactRow): TransferRow {
  return {
    id: `${'0'.repeat(24)}07be22d9`,
    contactId: person.id,
    contactName: person.name,
    conversationId: person.conversationId,
    direction: 'in',
    name: 'film.mp4',
    extension: 'mp4',
    mediaType: '',
    sizeBytes: 4_400_000,
    stage: 'offered',
    pausedByMe: false,
    pausedByPeer: false,
    end: null,
    savedAs: null,
    saveError: null,
    offerFailure: null,
    isPastBudget: false,
    contentCode: null,
    isFollowed: false,
    overAt: null,
    createdAt: NOON - 60_000,
    doneBytes: 0,
    bytesPerSecond: 0,
    activity: 'idle',
    carrier: null,
  };
}
