// What the reading connection can be asked, and what it answers. Plain data, because it crosses a thread border.

import type { Bytes } from '../../../base/bytes.js';
import type { ContactId, ConversationId, NodeId, TransferId } from '../../../base/ids.js';
import type { SearchRules } from '../../../core/ports/search.js';
import type { OwnFile } from '../../../core/ports/spool-store.js';
import type {
  BlockedRow,
  ContactRow,
  ConversationRow,
  DeletionRow,
  MessageRow,
  RequestRow,
  SearchRow,
  TransferRow,
} from './rows.js';

/**
 * Lists are whole, or only the rows with these ids. Conversations are also found by the ids of their contacts.
 * Positions are texts of `formatPosition`; what is no position selects nothing.
 */
export type ReadQuery =
  | {
      readonly kind: 'contacts' | 'requests' | 'blocked' | 'conversations' | 'deletions';
      readonly ids?: readonly string[];
    }
  /** The newest `limit` messages, oldest first. */
  | { readonly kind: 'newestMessages'; readonly conversationId: string; readonly limit: number }
  | { readonly kind: 'messagesAt'; readonly conversationId: string; readonly positions: readonly string[] }
  /** Next to a position, which itself is not included; oldest first. Without one: the newest. */
  | {
      readonly kind: 'messagePage';
      readonly conversationId: string;
      readonly before?: string | undefined;
      readonly after?: string | undefined;
      readonly limit: number;
    }
  /** `before` messages before the anchor and `after` from it on; at the newest so many together. Oldest first. */
  | {
      readonly kind: 'messageWindow';
      readonly conversationId: string;
      readonly anchor: Anchor;
      readonly before: number;
      readonly after: number;
    }
  /** The newest matches first; `before` is the position of the last one of the page before. */
  | {
      readonly kind: 'search';
      readonly text: string;
      readonly conversationId?: string | undefined;
      readonly before?: string | undefined;
      readonly limit: number;
    }
  | { readonly kind: 'messageText'; readonly conversationId: string; readonly position: string }
  | { readonly kind: 'storage'; readonly conversationId?: string | undefined }
  /** Which entities were touched after this revision. */
  | { readonly kind: 'changesSince'; readonly rev: number }
  | { readonly kind: 'transfers' }
  /** Whose id begins or ends with these lower-case digits, the newest first. */
  | { readonly kind: 'transfersNamed'; readonly digits: string }
  | { readonly kind: 'attachment'; readonly id: string }
  /** Of a transfer, by its id. */
  | { readonly kind: 'storedFile'; readonly id: TransferId }
  /** Next to one of them in its conversation, which is among them: `most` on either side, oldest first. */
  | { readonly kind: 'pictures'; readonly id: TransferId; readonly most: number }
  /** Of an offer that came, by its transfer. */
  | { readonly kind: 'thumbnail'; readonly id: TransferId }
  /** The same of an offer of the owner's. */
  | { readonly kind: 'ownThumbnail'; readonly id: TransferId }
  | { readonly kind: 'own' }
  /** `now`, Unix ms, decides what is muted. */
  | { readonly kind: 'counts'; readonly now: number };

/** What is not there means the newest messages. */
export type Anchor =
  | { readonly at: 'newest' | 'unread' }
  | { readonly at: 'message'; readonly id: string }
  | { readonly at: 'position'; readonly position: string }
  | { readonly at: 'date'; readonly time: number };

/** Rows in the order asked for; lists end at 512 KiB of JSON. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  /** There are more rows in the direction of the query. */
  readonly hasMore: boolean;
  /** Of a list that was cut: the ids of the rows left out, to be asked for next. */
  readonly rest?: readonly string[];
  /** Of a window: where its anchor was found, and what there is outside. */
  readonly window?: {
    readonly anchor: string | null;
    readonly hasOlder: boolean;
    readonly hasNewer: boolean;
    readonly unreadOlder: number;
    readonly unreadNewer: number;
  };
}

export interface ReadResults {
  contacts: Rows<ContactRow>;
  requests: Rows<RequestRow>;
  blocked: Rows<BlockedRow>;
  conversations: Rows<ConversationRow>;
  deletions: Rows<DeletionRow>;
  transfers: Rows<TransferRow>;
  transfersNamed: Rows<TransferRow>;
  pictures: Rows<TransferRow>;
  /** Undefined: there is no such file here. */
  storedFile: StoredFile | undefined;
  /** Null: it came without. Undefined: no such offer. */
  thumbnail: Bytes | null | undefined;
  ownThumbnail: Bytes | null | undefined;
  newestMessages: Rows<MessageRow>;
  messagesAt: Rows<MessageRow>;
  messagePage: Rows<MessageRow>;
  messageWindow: Rows<MessageRow>;
  search: SearchResult;
  /** Undefined: no such message. */
  messageText: string | undefined;
  /** Undefined: no such attachment. */
  attachment: AttachedFile | undefined;
  /** As the change log has them; undefined: it does not reach back to that revision, or there are too many. */
  changesSince: readonly string[] | undefined;
  own: { readonly name: string };
  counts: StoreCounts;
  storage: StorageUse;
}

/** Where it lies, and the small picture that goes with its offer. */
export type AttachedFile = Pick<OwnFile, 'path' | 'spool'> & { readonly thumbnail: Bytes | null };

/** Where the bytes of a whole file are: kept in the home under its key, or where the owner offered them. */
export type StoredFile = { readonly name: string } & (
  | {
      readonly kept: { readonly id: TransferId; readonly key: Bytes; readonly header: Bytes };
      /** The newest clear copy. */
      readonly savedAs: string | null;
    }
  | { readonly own: OfferedFile }
);

/** As it was offered, and to whom. */
export interface OfferedFile extends OwnFile {
  readonly contactId: ContactId;
  readonly keepsMetadata: boolean;
}

/** The largest conversation first. */
export interface StorageUse {
  readonly databaseBytes: number;
  readonly conversations: readonly {
    readonly conversationId: string;
    readonly name: string;
    readonly messages: number;
    /** Of their texts and what belongs to them; the index for searching comes on top. */
    readonly bytes: number;
    /** Files of it that lie in the home: those that arrived, and the owner's that were handed over as bytes. */
    readonly files: number;
    readonly fileBytes: number;
  }[];
}

export interface SearchResult extends Rows<SearchRow> {
  /** Messages of an older store the index has not reached yet, which were not looked through. */
  readonly unsearched: number;
}

export interface StoreCounts {
  /** Visible messages no contact has acknowledged yet. */
  readonly queued: number;
  readonly requests: number;
  readonly unread: number;
  /** Of those, the ones in conversations that are not muted. */
  readonly unreadUnmuted: number;
  /** When the next of the others will be one of those, as nobody changes it; Unix ms. */
  readonly nextUnmutedAt: number | null;
  /** The contact that last called this node. */
  readonly lastReachedBy: { readonly contactId: string; readonly name: string; readonly at: number } | null;
  /** The newest first, at most 20. */
  readonly notices: readonly Notice[];
}

export interface Notice {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly at: number;
}

/** A result with the state of the store it was read from. */
export interface Seen<Value> {
  readonly rev: number;
  readonly incarnation: string;
  readonly value: Value;
}

/** What rows need that is not in the store. */
export interface ReaderFacts {
  readonly self: NodeId;
  /** The id of the direct conversation with a node, for contacts nobody wrote to yet. */
  readonly conversationWith: (nodeId: NodeId) => ConversationId;
  readonly search: SearchRules;
}
