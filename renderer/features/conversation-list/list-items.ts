// The list of conversations: contacts joined with what was last said, newest first, found by name.

import type { ContactRow, ConversationRow, MessageRow } from '../../../src/contract/values.js';
import { lookAlikeKey } from '../../text/display-name.js';

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
  /** Part of the fingerprint, where another name looks the same. */
  readonly suffix: string | undefined;
}

export type ListFilter = 'all' | 'unread' | 'archived';

const SUFFIX_DIGITS = 5;

export function listItems(
  contacts: readonly ContactRow[],
  conversations: readonly ConversationRow[],
  now: number,
): readonly ListItem[] {
  const byId = new Map(conversations.map((row) => [row.id, row]));
  const names = new Map<string, number>();
  for (const { name } of contacts) names.set(lookAlikeKey(name), (names.get(lookAlikeKey(name)) ?? 0) + 1);
  return contacts
    .map((contact) => {
      const row = byId.get(contact.conversationId);
      const isAlone = names.get(lookAlikeKey(contact.name)) === 1;
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
        needsAttention: row?.attention ?? false,
        suffix: isAlone ? undefined : contact.fingerprint.slice(0, SUFFIX_DIGITS),
      };
    })
    .sort(byPlace);
}

/** Those the owner looks for: every word begins a word of the name. */
export function filterItems(
  items: readonly ListItem[],
  search: string,
  filter: ListFilter,
): readonly ListItem[] {
  const wanted = folded(search)
    .split(' ')
    .filter((word) => word !== '');
  return items.filter(({ contact, unread, isMarked, isArchived, isHidden }) => {
    if (isHidden && unread === 0 && wanted.length === 0) return false;
    if (filter === 'unread' && unread === 0 && !isMarked) return false;
    // Whoever searches looks everywhere.
    if (wanted.length === 0 && filter !== 'unread' && isArchived !== (filter === 'archived')) return false;
    const words = folded(`${contact.name} ${contact.profileName ?? ''}`).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((word) => words.some((candidate) => candidate.startsWith(word)));
  });
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function timeOf(row: MessageRow): number {
  return row.direction === 'out' ? row.sentAt : row.receivedAt;
}

function byPlace(a: ListItem, b: ListItem): number {
  if (a.isPinned !== b.isPinned) return a.isPinned ? -1 : 1;
  return b.at - a.at || (a.conversationId < b.conversationId ? -1 : 1);
}
