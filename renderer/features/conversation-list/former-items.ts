// What is left of people who were removed, and of keys that contacts had before.

import type { ConversationRow } from '../../../src/contract/values.js';
import { timeOf } from './list-items.js';

export interface FormerItem {
  readonly conversationId: string;
  readonly name: string;
  readonly unread: number;
  readonly at: number;
  /** earlierKey: whom it was with goes on in another conversation. */
  readonly why: 'removed' | 'earlierKey';
}

/** The one that ended last first. */
export function formerItems(conversations: readonly ConversationRow[]): readonly FormerItem[] {
  return conversations
    .flatMap(({ id, name, unread, last, former }) => {
      if (!former) return [];
      const why = former.successorId === null ? ('removed' as const) : ('earlierKey' as const);
      return [{ conversationId: id, name, unread, at: last ? timeOf(last) : 0, why }];
    })
    .sort((a, b) => b.at - a.at || (a.conversationId < b.conversationId ? -1 : 1));
}
