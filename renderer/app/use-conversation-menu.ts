import { useCallback, useMemo } from 'react';
import { conversationMenu } from '../features/conversation-list/conversation-menu.js';
import { type ListItem, listItems } from '../features/conversation-list/list-items.js';
import { useConversationDeeds } from '../features/conversation-list/use-conversation-deeds.js';
import { useLiveView } from '../node-client/use-node.js';
import type { MenuEntry } from '../ui/menu-items.js';
import { useNow } from '../ui/use-now.js';
import { useWords } from '../words/use-words.js';
import { openOverlay } from './overlays.js';
import { openConversation } from './routes.js';

const ASKING = {
  isOpen: ({ conversationId }: ListItem) => conversationId === openConversation(),
  rename: ({ contact: { id } }: ListItem) => {
    openOverlay({ kind: 'rename', contactId: id });
  },
  remove: ({ contact: { id } }: ListItem) => {
    openOverlay({ kind: 'remove', contactId: id });
  },
};

/** What can be done with any conversation. */
export function useConversationMenu(): (item: ListItem) => readonly MenuEntry[] {
  const { t } = useWords();
  const deeds = useConversationDeeds(ASKING);
  return useCallback((item) => conversationMenu(item, deeds, t), [deeds, t]);
}

/** The conversation as the list has it. */
export function useListItem(conversationId: string | undefined): ListItem | undefined {
  const now = useNow();
  const { rows: contacts } = useLiveView('contacts', {});
  const { rows: conversations } = useLiveView('conversations', {});
  return useMemo(
    () => listItems(contacts, conversations, now).find((item) => item.conversationId === conversationId),
    [contacts, conversations, now, conversationId],
  );
}
