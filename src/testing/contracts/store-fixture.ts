// What a contract suite needs of a store: the connection, and eyes for what only live views read.

import type { ErrorParams } from '../../base/app-error.js';
import type { ContactId, ConversationId, NodeId } from '../../base/ids.js';
import type { ConversationSettings, ReadingPlace } from '../../core/ports/message-store.js';
import type { StoreConnection } from '../../core/ports/store.js';

export interface StoreInspection {
  /** Undefined when there is no such message. */
  gapBefore(conversation: ConversationId, author: NodeId | null, authorSeq: number): number | undefined;
  unread(conversation: ConversationId): number;
  draft(conversation: ConversationId): string;
  caption(conversation: ConversationId): string;
  recipients(conversation: ConversationId): readonly ContactId[];
  place(conversation: ConversationId): ReadingPlace | null;
  settings(conversation: ConversationId): ConversationSettings;
  /** Oldest first. */
  notices(): readonly { readonly code: string; readonly params: ErrorParams; readonly at: number }[];
}

export interface StoreFixture {
  readonly connection: StoreConnection;
  readonly inspect: StoreInspection;
}

/** Opens an empty store; the suite closes it. */
export type OpenStore = () => StoreFixture;

/** The store of the running test: it knows Bob and the conversation with him, and a transaction has begun. */
export type CurrentStore = () => StoreFixture;
