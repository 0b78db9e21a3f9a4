import type { Bytes } from '../../base/bytes.js';
import type { ContactId, ConversationId, MessageId, NodeId } from '../../base/ids.js';
import type { ErrorCode, ErrorParams } from '../../base/app-error.js';
import type { Position } from './position.js';

/** One conversation of this store. */
export interface Conversation {
  readonly id: ConversationId;
  /** Null when the contact was removed and the history kept. */
  readonly contactId: ContactId | null;
  /** The other member of a direct conversation; kept when the contact is removed. */
  readonly peer: NodeId;
  /** Highest lamport seen. */
  readonly lamport: number;
}

/** What the owner set for a conversation. */
export interface ConversationSettings {
  /** Unix ms. */
  readonly mutedUntil: number;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly hidden: boolean;
  /** Set without an unread message. */
  readonly markedUnread: boolean;
}

/** Where in a conversation its owner stopped reading. */
export interface ReadingPlace {
  /** The row at the top of the list, by the id faces know it by; nothing looks into it. */
  readonly rowId: string;
  /** How far below the top of that row the list began, in CSS pixels. */
  readonly offsetPx: number;
}

/** Conversations, their drafts and settings. Owner: conversation. */
export interface ConversationStore {
  get(id: ConversationId): Conversation | undefined;
  put(conversation: Conversation): void;
  /** The contact goes on in another conversation, under another key, until this one is `put` with a contact again. */
  leaveTo(id: ConversationId, contactId: ContactId): void;
  /** The contact that left this conversation for another one. */
  leftBy(id: ConversationId): ContactId | undefined;
  /** The conversations this contact left. */
  formerOf(contactId: ContactId): readonly Conversation[];
  /**
   * Deletes messages, draft and place, for everybody who asks from now on; `erase` takes them from the disk. Of each author
   * one hidden row (kind Withdrawn, empty payload) stays at the highest author_seq, so that numbering goes on without a false
   * gap. Where some are missing, such rows stay from the last one before the first gap on: what is missing may still come,
   * and what was deleted does not come again with it. Gives the name under which `erase` knows what was cleared; undefined:
   * there was nothing to take from the disk.
   */
  clear(id: ConversationId): ConversationId | undefined;
  /**
   * Takes the next of what was cleared from the disk, a bounded number of messages; with a name, of that alone. False: nothing
   * was left.
   */
  erase(cleared?: ConversationId): boolean;
  /** As its draft. */
  caption(id: ConversationId): string;
  setCaption(id: ConversationId, text: string): void;
  takeCaption(id: ConversationId, text: string): boolean;
  /** Who gets the files that are attached, and the caption, besides its contact. */
  setRecipients(id: ConversationId, contacts: readonly ContactId[]): void;
  /** Empty where there is none. */
  draft(id: ConversationId): string;
  setDraft(id: ConversationId, text: string): void;
  /** Empties the draft if it is this very text, and tells whether it was. */
  takeDraft(id: ConversationId, text: string): boolean;
  /** Null: at the end. */
  setPlace(id: ConversationId, place: ReadingPlace | null): void;
  /**
   * Both are there: draft, caption and settings of the first go over to the second, whose own texts stay below them and whose
   * settings are replaced. Texts that come to more than `mostText` UTF-16 units together change places instead.
   */
  inherit(from: ConversationId, to: ConversationId, mostText: number): void;
  /** Changes what is given. */
  setSettings(id: ConversationId, settings: Partial<ConversationSettings>): void;
}

/** received: from the other side. The rest: ours, see DESIGN 7. */
export type MessageState = 'queued' | 'delivered' | 'read' | 'failed' | 'withdrawn' | 'received';

/** One line of a conversation: a message of either side, or a system line. */
export interface Message {
  readonly conversationId: ConversationId;
  /** Null for system lines, which only this store has. */
  readonly author: NodeId | null;
  readonly id: MessageId;
  readonly authorSeq: number;
  readonly lamport: number;
  /** Content kind of the payload (PROTOCOL, content registry); SYSTEM_LINE for system lines. */
  readonly kind: number;
  /** The encoded payload exactly as sent or received; for system lines UTF-8 JSON {code, params}. */
  readonly payload: Bytes;
  readonly state: MessageState;
  readonly failure: { readonly code: ErrorCode; readonly params: ErrorParams } | null;
  readonly unread: boolean;
  readonly recovered: boolean;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Fills a place in its author's order and is never displayed: content kind Withdrawn. */
export function isHidden({ kind }: Pick<Message, 'kind'>): boolean {
  return kind === 4;
}

/** Not a wire number: content kinds on the wire are positive. */
export const SYSTEM_LINE = 0;

/** The history. Nothing here scans it. Owner: conversation. */
export interface MessageStore {
  /**
   * Adds a message and keeps `gapBefore` of it and of its successor true. By an unread one its conversation is hidden no more.
   * Returns 'duplicate' without change when (author, id) or (author, authorSeq) is there already.
   */
  add(message: Message): 'added' | 'duplicate';
  byId(conversationId: ConversationId, author: NodeId | null, id: MessageId): Message | undefined;
  /** The author's messages of this id in all conversations: more than one if a conversation went on under another key. */
  everywhereById(author: NodeId, id: MessageId): readonly Message[];
  bySeq(conversationId: ConversationId, author: NodeId, authorSeq: number): Message | undefined;
  /** The author's messages above this author_seq, in order. */
  authoredAbove(
    conversationId: ConversationId,
    author: NodeId,
    authorSeq: number,
    limit: number,
  ): readonly Message[];
  /** The author's message with the highest author_seq. */
  lastBy(conversationId: ConversationId, author: NodeId | null): Message | undefined;
  /** Highest author_seq up to which none of the author's is missing. What was deleted or cleared is not. */
  wholeTo(conversationId: ConversationId, author: NodeId): number;
  setState(
    conversationId: ConversationId,
    author: NodeId,
    id: MessageId,
    state: MessageState,
    failure?: Message['failure'],
  ): void;
  /** Gives a message that never left a new place and payload, and a time if it is sent anew, keeping id and state. */
  move(message: Message, to: { authorSeq: number; lamport: number; payload: Bytes; sentAt?: number }): void;
  /** Clears the unread flag up to and including a position; returns the messages that lost it, oldest first. */
  markRead(conversationId: ConversationId, upTo: Position): readonly Message[];
  /** Clears the unread flag of the messages at these positions; returns those that lost it. */
  markSeen(conversationId: ConversationId, positions: readonly Position[]): readonly Message[];
}
