// The values that cross the contract. Bytes are base64url, ids lowercase hexadecimal, times Unix milliseconds.

import { z } from 'zod';
import { ERROR_FAULTS, type ErrorCode } from '../base/app-error.js';
import { FOREVER } from './bounds.js';

const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${String(2 * bytes)}}$`), 'expected an id');

export const nodeIdText = hex(32);
export const contactIdText = hex(16);
export const conversationIdText = hex(32);
export const messageIdText = hex(16);
/** Of a row of messages: another author may have used the same message id. */
export const messageRowIdText = z.string().max(97);
export const requestIdText = hex(16);
export const deletionIdText = hex(16);

export const transferIdText = hex(16);
export const attachmentIdText = hex(16);

export const errorValue = z.strictObject({
  code: z.enum(Object.keys(ERROR_FAULTS) as [ErrorCode, ...ErrorCode[]]),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type ErrorValue = z.infer<typeof errorValue>;

export const nodeState = z.enum(['empty', 'locked', 'open']);
export type NodeState = z.infer<typeof nodeState>;

/** How the owner came to trust the key. */
const trustLevel = z.enum(['address', 'link', 'introduced', 'compared']);

/**
 * requested: our request waits for an answer. approved: both sides agreed. frozen: a key change waits for the owner.
 * blocked: nothing in or out.
 */
const contactState = z.enum(['requested', 'approved', 'frozen', 'blocked']);

/** Which files of a contact are taken without asking: none, pictures, or all but programs, each up to `mostBytes`. */
export const fileRuleValue = z.strictObject({
  accept: z.enum(['ask', 'images', 'all']),
  mostBytes: z.number().int().min(1).max(1_000_000_000_000),
});
export type FileRuleValue = z.infer<typeof fileRuleValue>;

export const contactRow = z.strictObject({
  id: contactIdText,
  nodeId: nodeIdText,
  nodeIdText: z.string(),
  conversationId: conversationIdText,
  /** What this owner calls the contact: their own choice, else the name the contact gave, else the address. */
  name: z.string(),
  /** `name` is the owner's own choice: nobody but the owner changes it. */
  isNamedByOwner: z.boolean(),
  /** The name the contact gave itself. */
  profileName: z.string().nullable(),
  fingerprint: z.string(),
  state: contactState,
  trust: trustLevel,
  addresses: z.array(z.string()),
  note: z.string(),
  since: z.number(),
  /** Messages to the contact that are not delivered yet. */
  queued: z.number(),
  fileRule: fileRuleValue,
});
export type ContactRow = z.infer<typeof contactRow>;

export const requestRow = z.strictObject({
  id: requestIdText,
  nodeId: nodeIdText,
  nodeIdText: z.string(),
  fingerprint: z.string(),
  name: z.string(),
  note: z.string(),
  /** Addresses the sender's record names, `host:port`. */
  addresses: z.array(z.string()),
  /** Where the request came from, when known. */
  observedAddress: z.string().nullable(),
  /** The contact whose key this one claims to replace. */
  replaces: z
    .strictObject({ contactId: contactIdText, name: z.string(), countersigned: z.boolean() })
    .nullable(),
  receivedAt: z.number(),
});
export type RequestRow = z.infer<typeof requestRow>;

/** Somebody who was blocked while asking to be a contact, or removed as a blocked one; contacts have a state. */
export const blockedRow = z.strictObject({
  /** The NodeId. */
  id: nodeIdText,
  nodeIdText: z.string(),
  /** As the request gave it. Empty, like the digits, for who was blocked by a version that did not keep them. */
  name: z.string(),
  fingerprint: z.string(),
  /** And removed then or later. Not whoever only had a request of the owner's that was withdrawn. */
  wasContact: z.boolean(),
});
export type BlockedRow = z.infer<typeof blockedRow>;

/** One file on its way to or from a contact, or that arrived. */
export const transferRow = z.strictObject({
  id: transferIdText,
  contactId: contactIdText,
  contactName: z.string(),
  conversationId: conversationIdText,
  direction: z.enum(['out', 'in']),
  /** A name of one folder on any system, without anything that hides or turns text. */
  name: z.string(),
  /** The real one, lower case without the dot; empty when there is none. */
  extension: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number(),
  /**
   * waiting: to us, and so many offers of this contact are open that this one is not told in the view of transfers before some
   * of them are over; it may be answered before.
   */
  stage: z.enum(['waiting', 'offered', 'accepted', 'running', 'done', 'ended']),
  pausedByMe: z.boolean(),
  pausedByPeer: z.boolean(),
  /** Why it ended, and which side ended it. */
  end: z
    .strictObject({
      reason: z.enum(['declined', 'cancelled', 'sourceChanged', 'damaged', 'tooMany', 'gone', 'keyChanged']),
      by: z.enum(['me', 'peer']),
    })
    .nullable(),
  /**
   * What is verified here, or has left, of which some may lie on its way: the recipient says how much it has whenever it asks
   * anew. Of an outgoing file as far as this run of the node knows.
   */
  doneBytes: z.number(),
  /** Over the last seconds; 0 while nothing flows. */
  bytesPerSecond: z.number(),
  /**
   * What it does now. waiting: for the other side, or to be reached. queued: other files have their turn first. checking:
   * what is here is verified before it goes on. stalled: of what was asked for something came, and nothing more for seconds;
   * another way is tried by itself. noSpace: the disk is full; it goes on by itself. sourceAway: the file of the
   * owner cannot be read where it lies; it is looked for by itself, and at once by resumeFile. held: nothing is sent to this
   * contact before the owner decides so: it is blocked, or its new key is in question.
   */
  activity: z.enum([
    'idle',
    'waiting',
    'queued',
    'checking',
    'flowing',
    'stalled',
    'noSpace',
    'sourceAway',
    'held',
  ]),
  /** Of an incoming file. push: HTTPS as well, but its sender connects. */
  carrier: z.enum(['https', 'push', 'link']).nullable(),
  /** The clear copy. */
  savedAs: z.string().nullable(),
  /** Why the clear copy that was asked for last could not be made: FOLDER_UNUSABLE, DISK_FULL, FILE_LOST, ACCESS_DENIED. */
  saveError: errorValue.nullable(),
  /** Why an own offer will not be sent any more, as its message says; retryMessage sends it after all. */
  offerFailure: errorValue.nullable(),
  /** An offer that would have come without a question, but too much came so within a day. */
  isPastBudget: z.boolean(),
  /**
   * Of a file that arrived: 64 hexadecimal digits, the same for everybody who got the same file by one upload. null for files
   * that are not here whole, and for those of the owner.
   */
  contentCode: z.string().nullable(),
  /**
   * An own file that ended, and was offered to the same contact anew with `isNewVersion`: nothing is left to be done about it,
   * unless its owner takes that offer back, cancels it or deletes it.
   */
  isFollowed: z.boolean(),
  createdAt: z.number(),
  /** Since when it is done or ended; of one that is done and could not be saved afterwards, since then. null: it goes on. */
  overAt: z.number().nullable(),
});
export type TransferRow = z.infer<typeof transferRow>;

/** What is known of a file for good; how it goes just now stands in the view of transfers alone. */
export const storedTransfer = transferRow.omit({
  doneBytes: true,
  bytesPerSecond: true,
  activity: true,
  carrier: true,
});
export type StoredTransfer = z.infer<typeof storedTransfer>;

/** moved: it waited when the contact got another key, and went on in the conversation under that one. */
const messageState = z.enum([
  'queued',
  'relayed',
  'delivered',
  'read',
  'failed',
  'withdrawn',
  'moved',
  'received',
]);

export const messageRow = z.strictObject({
  /** Key of the row: the message id; for messages of others, who choose theirs, `<author NodeId>-<message id>`. */
  id: z.string(),
  conversationId: conversationIdText,
  /** Position in the conversation; rows sort by it as text, and it is the key of pages. */
  position: z.string(),
  direction: z.enum(['out', 'in', 'system']),
  state: messageState,
  /** Why it failed, or why it still waits. */
  reason: errorValue.nullable(),
  /** At most 2 KiB of the text, the safe name of a file; `more` says that `messageText` gives the whole. */
  text: z.string(),
  more: z.boolean(),
  /** Content kinds this version does not know are kept and shown as "needs a newer Kith". */
  kind: z.enum(['text', 'file', 'system', 'unknown']),
  /** The file an offer is about; null for one that was forgotten. */
  file: storedTransfer.nullable(),
  /** For system lines: what happened. */
  system: z.strictObject({ code: z.string(), params: errorValue.shape.params }).nullable(),
  /** Messages of this author known to be missing directly before this one. */
  gapBefore: z.number(),
  /** Given back by the contact after this store had lost it. */
  recovered: z.boolean(),
  unread: z.boolean(),
  sentAt: z.number(),
  receivedAt: z.number(),
});
export type MessageRow = z.infer<typeof messageRow>;

/** What the owner set for a conversation; faces decide what it does to their lists. */
export const conversationSettings = z.strictObject({
  /** Unix ms; in the past: not muted. */
  mutedUntil: z.number().int().min(0).max(FOREVER),
  pinned: z.boolean(),
  archived: z.boolean(),
  /** Not to be listed while there is nothing unread in it. */
  hidden: z.boolean(),
});

/** A file that goes with what is being written. */
export const attachmentValue = z.strictObject({
  id: attachmentIdText,
  name: z.string(),
  /** Lower case without the dot. */
  extension: z.string(),
  sizeBytes: z.number(),
  /** The owner wants a photo to go as it lies there. */
  keepMetadata: z.boolean(),
});

export type AttachmentValue = z.infer<typeof attachmentValue>;

/** The message at the top of the list, and how far below its top the list begins, in CSS pixels. */
export const readingPlace = z.strictObject({
  rowId: messageRowIdText,
  offsetPx: z.number().int().min(-1_000_000).max(1_000_000),
});
export type ReadingPlace = z.infer<typeof readingPlace>;

/** What is left of a conversation that is with nobody any more; it can be read, and deleted with `deleteHistory`. */
const formerValue = z.strictObject({
  /** Whose key it was with. */
  nodeId: nodeIdText,
  nodeIdText: z.string(),
  /** Of that key; null where it is not kept any more. */
  fingerprint: z.string().nullable(),
  /** The contact that goes on in another conversation, under another key; null: it was removed. */
  successorId: contactIdText.nullable(),
});

export const conversationRow = z.strictObject({
  id: conversationIdText,
  contactId: contactIdText.nullable(),
  /** Null while it is with a contact. */
  former: formerValue.nullable(),
  name: z.string(),
  /** Messages nobody has looked at yet; 0 when its contact was removed. */
  unread: z.number(),
  /** The owner wants to be reminded of it, whether or not something is unread. */
  markedUnread: z.boolean(),
  /** Messages of the owner that failed and wait for a decision, and the newest of them. */
  failed: z.number(),
  lastFailed: messageRowIdText.nullable(),
  draft: z.string(),
  attachments: z.array(attachmentValue),
  /** Goes after them, as a message. */
  caption: z.string(),
  /** Who gets both besides its contact, as chosen: a face leaves out whom nothing may be sent to any more. */
  recipients: z.array(contactIdText),
  /** Where its owner stopped reading; null: at the end. */
  place: readingPlace.nullable(),
  /** The newest line, with the state and time of its own. */
  last: messageRow.nullable(),
  /** Of the unread ones that which came last, where another line is the newest: it crossed it on the way. */
  arrived: messageRow.nullable(),
  ...conversationSettings.shape,
});
export type ConversationRow = z.infer<typeof conversationRow>;

/** Messages deleted together, which can be had back until `dueAt`. */
export const deletionRow = z.strictObject({
  id: deletionIdText,
  conversationId: conversationIdText,
  messages: z.number(),
  dueAt: z.number(),
});

/**
 * What is done about the metadata of a file. stripped: what `removed` names is gone. nothing: there is none. kept: the owner
 * wants it to stay. cannot: nothing is taken off. Why: format: no JPEG, PNG or WebP. damaged: one that is not understood.
 * large: longer than photos are. folder: what is in it goes as it is.
 */
export const metadataValue = z.strictObject({
  outcome: z.enum(['stripped', 'nothing', 'kept', 'cannot']),
  removed: z.array(z.enum(['exif', 'xmp', 'iptc', 'comment', 'time', 'thumbnail', 'trailer', 'other'])),
  reason: z.enum(['format', 'damaged', 'large', 'folder']).nullable(),
});
export type MetadataValue = z.infer<typeof metadataValue>;

const hitRange = z.tuple([z.number(), z.number()]).readonly();

const searchHit = z.strictObject({
  id: z.string(),
  /** Rows sort by it as text: people, then chats, then messages with the newest first. The last one is the key of pages. */
  position: z.string(),
  conversationId: conversationIdText,
  /** The name, or the text around the first hit; `hits` are places in it, [start, end) in UTF-16 units. */
  excerpt: z.strictObject({
    text: z.string(),
    hits: z.array(hitRange).readonly(),
    cutBefore: z.boolean(),
    cutAfter: z.boolean(),
  }),
});

export const searchRow = z.discriminatedUnion('kind', [
  searchHit.extend({ kind: z.literal('person'), contactId: contactIdText }),
  /** With somebody who is no contact any more. */
  searchHit.extend({ kind: z.literal('chat') }),
  searchHit.extend({
    kind: z.literal('message'),
    message: messageRow.pick({ id: true, position: true, direction: true, state: true, sentAt: true }),
  }),
]);
export type SearchRow = z.infer<typeof searchRow>;

/** What contacts may know, each under reciprocity: what is off is neither told nor shown. */
export const privacySettings = z.strictObject({
  receipts: z.boolean(),
  typing: z.boolean(),
  /** Whether the owner uses Kith just now; that the node runs shows on a direct link all the same. */
  presence: z.boolean(),
});
export type PrivacySettings = z.infer<typeof privacySettings>;

/** What a contact does just now, as far as it tells and this owner does; who does nothing to be seen has no row. */
export const activityRow = z.strictObject({
  /** The contact. */
  id: contactIdText,
  typing: z.boolean(),
  presence: z.enum(['active', 'away']).nullable(),
});
export type ActivityRow = z.infer<typeof activityRow>;

export const linkRow = z.strictObject({
  id: contactIdText,
  contactId: contactIdText,
  state: z.enum(['up', 'dialling', 'waiting', 'off']),
  direction: z.enum(['in', 'out']).nullable(),
  address: z.string().nullable(),
  since: z.number(),
  /** When the next attempt is due, while waiting. */
  nextAttemptAt: z.number().nullable(),
  /** Why the last attempt failed. */
  error: errorValue.nullable(),
  /** The contact's last life sign on a link, 0 when never. */
  lastSeenAt: z.number(),
  /** Their node answers and takes nothing: to it this owner is no contact, removed or blocked. Nobody is told which. */
  refused: z.boolean(),
});
export type LinkRow = z.infer<typeof linkRow>;

export const statusValue = z.strictObject({
  state: nodeState,
  version: z.string(),
  startedAt: z.number(),
  /**
   * Locked for its faces only: links stay up, messages arrive and are counted. Who wrote, called or asked stays behind the
   * lock.
   */
  screenLocked: z.boolean(),
  /** `host:port` it listens on; null while it does not. */
  listening: z.string().nullable(),
  /**
   * Why it cannot: PORT_BUSY, ADDRESS_UNAVAILABLE or ACCESS_DENIED {host, port}. It dials all the same, and tries to listen
   * again by itself at `nextAttemptAt`; that is null while it tries.
   */
  notListening: z.strictObject({ error: errorValue, nextAttemptAt: z.number().nullable() }).nullable(),
  links: z.number(),
  queued: z.number(),
  requests: z.number(),
  unread: z.number(),
  /** Of those, the ones in conversations that are not muted. */
  unreadUnmuted: z.number(),
  /** The contact that last called this node, also before it was started; null: none ever did. */
  lastReachedBy: z.strictObject({ contactId: contactIdText, name: z.string(), at: z.number() }).nullable(),
  notices: z.array(z.strictObject({ code: z.string(), params: errorValue.shape.params, at: z.number() })),
});
export type StatusValue = z.infer<typeof statusValue>;

export const selfValue = z.strictObject({
  nodeId: nodeIdText,
  nodeIdText: z.string(),
  name: z.string(),
  fingerprint: z.string(),
  /** `kith://add/host:port?id=kith1…`, with the first address, or without one when none is known. */
  link: z.string(),
  addresses: z.array(z.string()),
  /** Where this node reads its settings, on its own machine. */
  configFile: z.string(),
});
export type SelfValue = z.infer<typeof selfValue>;
