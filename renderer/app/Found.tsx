import { useCallback } from 'react';
import type { SearchRow } from '../../src/contract/values.js';
import { FoundList } from '../features/search/FoundList.js';
import { useLiveView } from '../node-client/use-node.js';
import { useSearch } from '../node-client/use-search.js';
import { useNow } from '../ui/use-now.js';
import { jumpTo } from './jumps.js';
import { goTo } from './routes.js';

export interface FoundProps {
  readonly text: string;
  readonly isFirstWanted: boolean;
  /** One of them was opened. */
  readonly onOpened: () => void;
}

/** What is found in everything, joined with whom it is from. */
export function Found({ text, isFirstWanted, onOpened }: FoundProps) {
  const search = useSearch(text);
  const now = useNow();
  const contacts = useLiveView('contacts', {});
  const conversations = useLiveView('conversations', {});
  const onOpen = useCallback(
    (hit: SearchRow) => {
      onOpened();
      if (hit.kind !== 'message') goTo({ area: 'chats', conversationId: hit.conversationId });
      else jumpTo(hit.conversationId, { anchor: { at: 'message', id: hit.message.id }, isMarked: true });
    },
    [onOpened],
  );
  return (
    <FoundList
      search={search}
      isFirstWanted={isFirstWanted}
      whose={(conversationId) => {
        const former = conversations.rows.find(({ id }) => id === conversationId);
        return (
          contacts.rows.find((contact) => contact.conversationId === conversationId) ??
          (former && { name: former.name, nodeId: former.id })
        );
      }}
      now={now}
      onOpen={onOpen}
    />
  );
}
