// Rows as faces see them. The same shapes as the contract's, which adapters do not know; a test compares them.

import type { ErrorCode, ErrorParams } from '../../../base/app-error.js';
import type { Excerpt } from '../../../core/ports/search.js';
import type { FileRule, ContactState, TrustLevel } from '../../../core/ports/contact-store.js';
import type { MessageState } from '../../../core/ports/message-store.js';
import type { SaveError, TransferEnd, TransferStage } from '../../../core/ports/transfer-store.js';

export interface ContactRow {
  readonly id: string;
  readonly nodeId: string;
  readonly nodeIdText: string;
  readonly conversationId: string;
  readonly name: string;
  readonly isNamedByOwner: boolean;
  readonly profileName: string | null;
  readonly fingerprint: string;
  readonly state: Exclude<ContactState, 'removed'>;
  readonly trust: TrustLevel;
  readonly addresses: string[];
  readonly note: string;
  readonly since: number;
  readonly queued: number;
  readonly fileRule: FileRule;
}

export interface RequestRow {
  readonly id: string;
  readonly nodeId: string;
  readonly nodeIdText: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly note: string;
  readonly addresses: string[];
  readonly observedAddress: string | null;
  readonly replaces: {
    readonly contactId: string;
    readonly name: string;
    readonly countersigned: boolean;
  } | null;
  readonly receivedAt: number;
}

export interface BlockedRow {
  readonly id: string;
  readonly nodeIdText: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly wasContact: boolean;
}

export interface MessageRow {
  /** The message id; behind the author's NodeId and a dash for messages of others, whose ids they choose. */
  readonly id: string;
  readonly conversationId: string;
  readonly position: string;
  readonly direction: 'out' | 'in' | 'system';
  readonly state: MessageState | 'moved';
  readonly reason: { readonly code: ErrorCode; readonly params: ErrorParams } | null;
  readonly text: string;
  readonly more: boolean;
  readonly kind: 'text' | 'file' | 'system' | 'unknown';
  readonly file: TransferRow | null;
  readonly system: { readonly code: string; readonly params: ErrorParams } | null;
  readonly gapBefore: number;
  readonly recovered: boolean;
  readonly unread: boolean;
  readonly sentAt: number;
  readonly receivedAt: number;
}

export interface AttachmentValue {
  readonly id: string;
  readonly name: string;
  readonly extension: string;
  readonly sizeBytes: number;
}

interface FormerValue {
  readonly nodeId: string;
  readonly nodeIdText: string;
  readonly fingerprint: string | null;
  readonly successorId: string | null;
}

export interface ConversationRow {
  readonly id: string;
  readonly contactId: string | null;
  readonly former: FormerValue | null;
  readonly name: string;
  readonly unread: number;
  readonly markedUnread: boolean;
  readonly failed: number;
  readonly lastFailed: string | null;
  readonly draft: string;
  readonly attachments: AttachmentValue[];
  readonly caption: string;
  readonly recipients: string[];
  readonly place: { readonly rowId: string; readonly offsetPx: number } | null;
  readonly last: MessageRow | null;
  readonly arrived: MessageRow | null;
  readonly mutedUntil: number;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly hidden: boolean;
}

interface SearchHit {
  readonly id: string;
  readonly position: string;
  readonly conversationId: string;
  readonly excerpt: Excerpt;
}

export type SearchRow =
  | (SearchHit & { readonly kind: 'person'; readonly contactId: string })
  | (SearchHit & { readonly kind: 'chat' })
  | (SearchHit & {
      readonly kind: 'message';
      readonly message: Pick<MessageRow, 'id' | 'position' | 'direction' | 'state' | 'sentAt'>;
    });

/** What the store knows of a transfer; how it goes just now knows who moves its bytes. */
export interface TransferRow {
  readonly id: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly conversationId: string;
  readonly direction: 'out' | 'in';
  readonly name: string;
  readonly extension: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly stage: TransferStage;
  readonly pausedByMe: boolean;
  readonly pausedByPeer: boolean;
  readonly end: TransferEnd | null;
  readonly savedAs: string | null;
  readonly saveError: SaveError | null;
  readonly offerFailure: SaveError | null;
  readonly isPastBudget: boolean;
  readonly contentCode: string | null;
  readonly isFollowed: boolean;
  readonly createdAt: number;
  readonly overAt: number | null;
}

export interface DeletionRow {
  readonly id: string;
  readonly conversationId: string;
  readonly messages: number;
  readonly dueAt: number;
}
