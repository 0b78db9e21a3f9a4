// The list of conversations: contacts joined with what was last said, newest first.

import type { ContactRow, ConversationRow, MessageRow } from '../../../src/contract/values.js';

export interface ListItem {
  readonly contact: ContactRow;
  readonly conversationId: string;
  readonly unread: number;
  readonly draft: string;
  readonly last: MessageRow | null;
  readonly at: number;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly isMuted: boolean;
  /** Not listed while nothing in it is unread. */
  readonly isHidden: boolean;
  /** The owner wants to be reminded. */
  readonly isMarked: boolean;
  /** Something failed that will not resolve by itself. */
  readonly needsAttention: boolean;
}

/** requests: who has not answered the owner's request yet. former: what is left of others, which are no items. */
export type ListFilter = 'all' | 'unread' | 'requests' | 'archived' | 'former';

export function listItems(
  contacts: readonly ContactRow[],
  conversations: readonly ConversationRow[],
  now: number,
): readonly ListItem[] {
  const byId = new Map(conversations.map((row) => [row.id, row]));
  return contacts
    .map((contact) => {
      const row = byId.get(contact.conversationId);
      return {
        contact,
        conversationId: contact.conversationId,
        unread: row?.unread ?? 0,
        draft: row?.draft ?? '',
        last: row?.last ?? null,
        at: row?.last ? timeOf(row.last) : contact.since,
        isPinned: row?.pinned ?? false,
        isArchived: row?.archived ?? false,
        isMuted: (row?.mutedUntil ?? 0) > now,
        isHidden: row?.hidden ?? false,
        isMarked: row?.markedUnread ?? false,
        needsAttention: (row?.failed ?? 0) > 0,
      };
    })
    .sort(byPlace);
}

export function filterItems(items: readonly ListItem[], filter: ListFilter): readonly ListItem[] {
  return items.filter((item) => {
    const isUnread = item.unread > 0 || item.isMarked;
    switch (filter) {
      case 'unread':
        return isUnread;
      case 'requests':
        return item.contact.state === 'requested';
      case 'archived':
        return item.isArchived;
      case 'former':
        return false;
      case 'all':
        return !item.isArchived && (!item.isHidden || item.unread > 0);
    }
  });
}

export interface Archived {
  readonly count: number;
  readonly unread: number;
  /** Nothing of what is unread is in a conversation its owner wants to hear of. */
  readonly isMuted: boolean;
  readonly needsAttention: boolean;
}

/** What the one row says behind which everything archived is. */
export function archivedOf(items: readonly ListItem[]): Archived {
  const archived = items.filter(({ isArchived }) => isArchived);
  return {
    count: archived.length,
    unread: archived.reduce((sum, { unread }) => sum + unread, 0),
    isMuted: archived.every(({ unread, isMuted }) => unread === 0 || isMuted),
    needsAttention: archived.some(({ needsAttention }) => needsAttention),
  };
}

export function timeOf(row: MessageRow): number {
  return row.direction === 'out' ? row.sentAt : row.receivedAt;
}

function byPlace(a: ListItem, b: ListItem): number {
  if (a.isPinned !== b.isPinned) return a.isPinned ? -1 : 1;
  return b.at - a.at || (a.conversationId < b.conversationId ? -1 : 1);
}
