import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { useLiveView } from '../../node-client/use-node.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { useNow } from '../../ui/use-now.js';
import { useWords } from '../../words/use-words.js';
import './conversation-list.css';
import { ConversationRow } from './ConversationRow.js';
import { ListSearch } from './ListSearch.js';
import { useConversationSettings } from './use-conversation-settings.js';
import { filterItems, type ListFilter, listItems } from './list-items.js';

export interface ConversationListProps {
  readonly selected: string | undefined;
  readonly onOpen: (conversationId: string) => void;
  /** Drawn when there is nobody yet. */
  readonly firstSteps: ReactNode;
}

export function ConversationList({ selected, onOpen, firstSteps }: ConversationListProps) {
  const { t } = useWords();
  const now = useNow();
  const settings = useConversationSettings();
  const contacts = useLiveView('contacts', {});
  const conversations = useLiveView('conversations', {});
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<ListFilter>('all');
  const items = useMemo(
    () => listItems(contacts.rows, conversations.rows, now),
    [contacts.rows, conversations.rows, now],
  );
  const hasArchived = items.some(({ isArchived }) => isArchived);
  const shown = filterItems(items, search, filter);
  if (!contacts.isLoaded) return <div className="list" />;
  return (
    <div className="list">
      <ListSearch
        search={search}
        filter={filter}
        hasArchived={hasArchived}
        onSearch={setSearch}
        onFilter={setFilter}
        onOpenFirst={() => {
          if (shown[0]) onOpen(shown[0].conversationId);
        }}
      />
      <nav className="list-rows" aria-label={t('list.title')} onKeyDown={moveBetweenRows}>
        {shown.map((item) => (
          <ConversationRow
            key={item.conversationId}
            item={item}
            now={now}
            isSelected={item.conversationId === selected}
            onOpen={onOpen}
            settings={settings}
          />
        ))}
        {items.length === 0 && firstSteps}
        {items.length > 0 && shown.length === 0 && (
          <EmptyState title={t(filter === 'unread' && search === '' ? 'list.allRead' : 'list.nobodyFound')} />
        )}
      </nav>
    </div>
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.row')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
