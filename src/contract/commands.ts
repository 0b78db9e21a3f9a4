// What a face may ask of a node. The table is the allow-list: names, validators and types derive from it.

import { z } from 'zod';
import { MOST_CHOSEN, MOST_GIVEN_TEXT, MOST_SEARCH_TEXT, MOST_SEEN_AT_ONCE } from './bounds.js';
import { fileCommands } from './file-commands.js';
import {
  contactIdText,
  conversationIdText,
  conversationSettings,
  deletionIdText,
  fileRuleValue,
  messageIdText,
  messageRow,
  nodeIdText,
  privacySettings,
  requestIdText,
  searchRow,
  selfValue,
  statusValue,
  readingPlace,
} from './values.js';
import { writingCommands } from './writing-commands.js';

/** Ids of things a command creates are chosen by the caller (see `newId`); repeating one within 24 h repeats the result, not the deed. */
const password = z.string().min(1).max(1024);
const seenPositions = z.array(z.string()).max(MOST_SEEN_AT_ONCE);
const nothing = z.strictObject({});
const contact = z.strictObject({ contactId: contactIdText });
const request = z.strictObject({ requestId: requestIdText });

/** `unusedMs`: only if no face was used for so long, as `noteUse` tells it. */
const locking = z.strictObject({ unusedMs: z.number().min(0).optional() });
/** `waitMs`: it did not lock, and would after so long if no face is used. */
const locked = z.strictObject({ waitMs: z.number().optional() });

export const commands = {
  ...fileCommands,
  ...writingCommands,
  status: { states: ['empty', 'locked', 'open'], params: nothing, result: statusValue },
  createIdentity: {
    states: ['empty'],
    params: z.strictObject({ name: z.string(), password }),
    result: selfValue,
  },
  unlock: { states: ['locked'], params: z.strictObject({ password }), result: nothing },
  /** The full lock: keys forgotten, database closed, nothing received. Also from the lock of the screen; nothing happens twice. */
  lock: { states: ['open', 'locked'], params: locking, result: locked },
  /** Refuses every face everything but `status`, `unlock` and `lock`, while the node goes on receiving. */
  lockScreen: { states: ['open'], params: locking, result: locked },
  changePassword: {
    states: ['open'],
    params: z.strictObject({ password, newPassword: password }),
    result: nothing,
  },
  /** Proves that its owner asks, before something is done that only they may do; changes nothing. */
  checkPassword: { states: ['open'], params: z.strictObject({ password }), result: nothing },
  self: { states: ['open'], params: nothing, result: selfValue },
  /** The certificate of the federation port: it carries the traffic and proves nobody. */
  certificate: {
    states: ['open'],
    params: nothing,
    result: z.strictObject({
      /** SHA-256 of its public key, hexadecimal: what contacts pin. */
      keyHash: z.string(),
      expiresAt: z.number(),
    }),
  },

  /** Reads an address, a link or any text holding a link, calls the node there and has it prove its key. */
  lookUp: {
    states: ['open'],
    params: z.strictObject({ target: z.string().max(4096) }),
    result: z.strictObject({
      nodeId: nodeIdText,
      nodeIdText: z.string(),
      fingerprint: z.string(),
      /** `host:port`; null for a link that holds none. */
      address: z.string().nullable(),
      /** The link carried the id, so the digits are approved by having been pasted. */
      fromLink: z.boolean(),
      /** False: nobody answered, the id is known from the link alone. */
      reached: z.boolean(),
      contactId: contactIdText.nullable(),
    }),
  },
  /** The owner approved the digits of `nodeId`: keeps the contact and sends the request. */
  addContact: {
    states: ['open'],
    params: z.strictObject({
      id: contactIdText,
      nodeId: nodeIdText,
      address: z.string().max(260).nullable(),
      name: z.string(),
      note: z.string(),
      trust: z.enum(['address', 'link']),
      /**
       * Says that the owner is who had this key before: `kith1…`, or any text that holds the link of that time.
       * FORMER_KEY_INVALID: it names no key, or that of either side.
       */
      replaces: z.string().max(4096).optional(),
    }),
    result: contact,
  },
  withdrawRequest: { states: ['open'], params: contact, result: nothing },
  approveRequest: {
    states: ['open'],
    params: z.strictObject({ requestId: requestIdText, contactId: contactIdText, name: z.string() }),
    result: contact,
  },
  declineRequest: { states: ['open'], params: request, result: nothing },
  blockRequest: { states: ['open'], params: request, result: nothing },
  /** Somebody blocked at the door may ask again. */
  unblockRequester: {
    states: ['open'],
    params: z.strictObject({ nodeId: nodeIdText }),
    result: nothing,
  },

  renameContact: {
    states: ['open'],
    params: z.strictObject({ contactId: contactIdText, name: z.string() }),
    result: nothing,
  },
  /** Holds for what is offered from now on. Only of approved contacts, and never a program, is anything taken without asking. */
  setFileRule: {
    states: ['open'],
    params: z.strictObject({ contactId: contactIdText, rule: fileRuleValue }),
    result: nothing,
  },
  blockContact: { states: ['open'], params: contact, result: nothing },
  unblockContact: { states: ['open'], params: contact, result: nothing },
  removeContact: {
    states: ['open'],
    params: z.strictObject({ contactId: contactIdText, history: z.enum(['keep', 'delete']) }),
    result: nothing,
  },
  safetyNumber: {
    states: ['open'],
    params: contact,
    result: z.strictObject({ number: z.string(), qr: z.string(), mine: z.string(), theirs: z.string() }),
  },
  markCompared: {
    states: ['open'],
    params: z.strictObject({ contactId: contactIdText, compared: z.boolean() }),
    result: nothing,
  },
  /** Takes the contact's word again that this store is an older copy, after it was taken as often as it may unasked. */
  believeContact: { states: ['open'], params: contact, result: nothing },
  /** Dials now instead of waiting for the backoff. */
  retryNow: { states: ['open'], params: contact, result: nothing },

  /** Where this node could not listen, it tries again at once; what came of it stands in `status`. */
  listenNow: { states: ['open'], params: nothing, result: nothing },

  /** A draft that is this very text goes with it. */
  sendMessage: {
    states: ['open'],
    params: z.strictObject({
      id: messageIdText,
      contactId: contactIdText,
      text: z.string().max(MOST_GIVEN_TEXT),
    }),
    result: z.strictObject({ messageId: messageIdText, conversationId: conversationIdText }),
  },
  /** Takes back a message that has not left. */
  withdrawMessage: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText, messageId: messageIdText }),
    result: nothing,
  },
  /** Queues a failed message again. */
  retryMessage: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText, messageId: messageIdText }),
    result: nothing,
  },
  messageText: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText, position: z.string() }),
    result: z.strictObject({ text: z.string() }),
  },
  /** Older or newer messages next to a position, oldest first. */
  messagePage: {
    states: ['open'],
    params: z.strictObject({
      conversationId: conversationIdText,
      before: z.string().optional(),
      after: z.string().optional(),
      limit: z.number().int().min(1).max(200),
    }),
    result: z.strictObject({ messages: z.array(messageRow), hasMore: z.boolean() }),
  },
  /** The newest matches, or those behind the `position` of the last one of the page before. */
  searchPage: {
    states: ['open'],
    params: z.strictObject({
      text: z.string().max(MOST_SEARCH_TEXT),
      conversationId: conversationIdText.optional(),
      before: z.string().max(200).optional(),
      limit: z.number().int().min(1).max(200),
    }),
    result: z.strictObject({
      rows: z.array(searchRow),
      hasMore: z.boolean(),
      /** Messages the index has not reached since it was introduced, which were not looked through. */
      unsearched: z.number(),
    }),
  },
  /**
   * These messages were before the owner's eyes: marks them as read and tells their authors; takes `markUnread` back. None:
   * the owner looked at the conversation, in which nothing new was seen.
   */
  markSeen: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText, positions: seenPositions }),
    result: nothing,
  },
  /** The owner says so: marks everything up to and including the position, like `markSeen`. */
  markRead: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText, upTo: z.string() }),
    result: nothing,
  },
  /** Reminds the owner of a conversation. What was read stays read, and its author is told nothing. */
  markUnread: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText }),
    result: nothing,
  },
  /** Changes the settings that are given. */
  setConversation: {
    states: ['open'],
    params: z.strictObject({
      conversationId: conversationIdText,
      ...conversationSettings.partial().shape,
    }),
    result: nothing,
  },
  /**
   * Deletes messages in this store, nowhere else. They leave every view at once and can be had back for 10 s; then their
   * texts are gone, and with an offer the file: what is kept of it, or what is on its way. `messageIds` are the ids of rows;
   * what is not there any more is passed over.
   * MESSAGE_NOT_DELIVERED: one of them has not reached the other side yet.
   */
  deleteMessages: {
    states: ['open'],
    params: z.strictObject({
      id: deletionIdText,
      conversationId: conversationIdText,
      messageIds: z.array(z.string().max(97)).min(1).max(MOST_CHOSEN),
    }),
    result: z.strictObject({ dueAt: z.number() }),
  },
  /**
   * Deletes a conversation that is with nobody any more (`former`), with its files; when its contact was removed also what was
   * said under the keys before. NOT_FOUND when it is with a contact.
   */
  deleteHistory: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText }),
    result: nothing,
  },
  /** NOT_FOUND when it is too late. */
  undoDeletion: {
    states: ['open'],
    params: z.strictObject({ deletionId: deletionIdText }),
    result: nothing,
  },
  /** Changes what is given. What left before stays known; while receipts are off none leaves, not even one that waited. */
  setPrivacy: { states: ['open'], params: privacySettings.partial(), result: privacySettings },
  /** The owner writes to the contact, which holds for 6 s, or stopped. Whether anybody learns of it, the node decides. */
  setTyping: {
    states: ['open'],
    params: z.strictObject({ contactId: contactIdText, typing: z.boolean() }),
    result: nothing,
  },
  /** The owner uses this face just now, which holds for 3 min. */
  noteUse: { states: ['open'], params: nothing, result: nothing },
  /** Where its owner is in the conversation; null: at the end. */
  setPlace: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText, place: readingPlace.nullable() }),
    result: nothing,
  },
  /** What the store and its conversations, or one of them, take on the disk, the largest first; looks at every message of them. */
  storage: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText.optional() }),
    result: z.strictObject({
      databaseBytes: z.number(),
      conversations: z.array(
        z.strictObject({
          conversationId: conversationIdText,
          name: z.string(),
          messages: z.number(),
          bytes: z.number(),
          /** Those that lie in the home, encrypted, and what they take there beside the database. */
          files: z.number(),
          fileBytes: z.number(),
        }),
      ),
    }),
  },
  /** The newest events of the log, without addresses, keys or anything else that is somebody's. */
  logReport: { states: ['open'], params: nothing, result: z.strictObject({ text: z.string() }) },
  /** Reads every page of the store while the node goes on; takes seconds for a large one. */
  checkStore: {
    states: ['open'],
    params: nothing,
    result: z.strictObject({ ok: z.boolean(), problems: z.array(z.string()) }),
  },
} as const satisfies Record<
  string,
  { states: readonly ('empty' | 'locked' | 'open')[]; params: z.ZodType; result: z.ZodType }
>;

export type CommandName = keyof typeof commands;
export type CommandParams<Name extends CommandName> = z.infer<(typeof commands)[Name]['params']>;
export type CommandResult<Name extends CommandName> = z.infer<(typeof commands)[Name]['result']>;
