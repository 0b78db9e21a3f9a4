import { Archive, ArrowLeft } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import { useLiveView } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { ChoiceGroup } from '../../ui/ChoiceGroup.js';
import { Icon } from '../../ui/Icon.js';
import { MenuArea } from '../../ui/MenuArea.js';
import type { MenuEntry } from '../../ui/menu-items.js';
import { useNow } from '../../ui/use-now.js';
import { useWords } from '../../words/use-words.js';
import '../../ui/rows.css';
import './conversation-list.css';
import { ConversationRow } from './ConversationRow.js';
import { formerItems } from './former-items.js';
import { FormerDoor, FormerRows } from './FormerRows.js';
import { archivedOf, filterItems, type ListFilter, type ListItem, listItems } from './list-items.js';
import { FailedMark } from './FailedMark.js';
import { ListSearch, type ListSearchProps } from './ListSearch.js';
import { UnreadBadge } from './UnreadBadge.js';
import type { Given } from '../../ui/given.js';

export interface ConversationListProps extends ListSearchProps {
  readonly selected: string | undefined;
  readonly onOpen: (conversationId: string) => void;
  /** Dropped on a row. */
  readonly onFiles: (conversationId: string, files: readonly Given[]) => void;
  /** What can be done with one. */
  readonly menuOf: (item: ListItem) => readonly MenuEntry[];
  /** Requests of others, above the conversations. */
  readonly requests: ReactNode;
  /** What is found, in place of the conversations. */
  readonly found: ReactNode;
  /** Drawn when there is nobody yet. */
  readonly firstSteps: ReactNode;
}

export function ConversationList(props: ConversationListProps) {
  const { selected, onOpen, onFiles, menuOf, requests, found, firstSteps, ...search } = props;
  const { t } = useWords();
  const now = useNow();
  const contacts = useLiveView('contacts', {});
  const conversations = useLiveView('conversations', {});
  const [filter, setFilter] = useState<ListFilter>('all');
  const items = useMemo(
    () => listItems(contacts.rows, conversations.rows, now),
    [contacts.rows, conversations.rows, now],
  );
  const former = useMemo(() => formerItems(conversations.rows), [conversations.rows]);
  const itemsAt = useRowMenus(items, menuOf);
  const isSearching = search.search.trim() !== '';
  if (!contacts.isLoaded) return <div className="list" />;
  return (
    <div className="list">
      <div className="list-search">
        <ListSearch {...search} />
        {!isSearching && (items.length > 0 || filter === 'former') && (
          <Filters filter={filter} onFilter={setFilter} />
        )}
      </div>
      <MenuArea itemsAt={itemsAt}>
        <nav className="list-rows" aria-label={t('list.title')} onKeyDown={moveBetweenRows}>
          {isSearching ? (
            found
          ) : (
            <>
              {(filter === 'all' || filter === 'requests') && requests}
              <Rows
                items={items}
                filter={filter}
                now={now}
                selected={selected}
                onOpen={onOpen}
                onFiles={onFiles}
              />
              <FormerRows items={former} filter={filter} now={now} selected={selected} onOpen={onOpen} />
              {filter === 'all' && <ArchivedRow items={items} onOpen={setFilter} />}
              {filter === 'all' && (
                <FormerDoor
                  items={former}
                  onOpen={() => {
                    setFilter('former');
                  }}
                />
              )}
              {items.length === 0 && filter !== 'former' && firstSteps}
            </>
          )}
        </nav>
      </MenuArea>
    </div>
  );
}

/** The menu of the conversation whose row an element belongs to. */
function useRowMenus(items: readonly ListItem[], menuOf: ConversationListProps['menuOf']) {
  return useCallback(
    (element: Element) => {
      const id = element.closest<HTMLElement>('[data-conversation]')?.dataset['conversation'];
      const item = items.find(({ conversationId }) => conversationId === id);
      return item && menuOf(item);
    },
    [items, menuOf],
  );
}

interface FiltersProps {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
}

function Filters({ filter, onFilter }: FiltersProps) {
  const { t } = useWords();
  if (filter === 'archived' || filter === 'former') {
    return (
      <Button
        look="quiet"
        onPress={() => {
          onFilter('all');
        }}
      >
        <Icon of={ArrowLeft} size={18} />
        {t(filter === 'former' ? 'former.title' : 'list.archived')}
      </Button>
    );
  }
  return (
    <ChoiceGroup
      label={t('list.filter')}
      value={filter}
      choices={[
        { value: 'all', label: t('list.all') },
        { value: 'unread', label: t('list.onlyUnread') },
        { value: 'requests', label: t('list.requests') },
      ]}
      onChange={onFilter}
    />
  );
}

interface RowsProps extends Pick<ConversationListProps, 'selected' | 'onOpen' | 'onFiles'> {
  readonly items: readonly ListItem[];
  readonly filter: ListFilter;
  readonly now: number;
}

function Rows({ items, filter, now, selected, ...rest }: RowsProps) {
  const { t } = useWords();
  const shown = filterItems(items, filter);
  const activity = useLiveView('activity', {}).rows;
  const isAsked = useLiveView('requests', {}).rows.length > 0;
  const doing = (contactId: string) => activity.find(({ id }) => id === contactId);
  // Those who ask are drawn above, and wait for an answer.
  const isNothing = shown.length === 0 && !(filter === 'requests' && isAsked);
  if (isNothing && items.length > 0 && filter !== 'former')
    return <p className="list-nothing">{t(`list.none.${filter}`)}</p>;
  return shown.map((item) => (
    <ConversationRow
      key={item.conversationId}
      item={item}
      now={now}
      isSelected={item.conversationId === selected}
      isTyping={doing(item.contact.id)?.typing === true}
      isThere={doing(item.contact.id)?.presence === 'active'}
      {...rest}
    />
  ));
}

/** What is archived is behind one row. */
function ArchivedRow({ items, onOpen }: Pick<RowsProps, 'items'> & { onOpen: (filter: ListFilter) => void }) {
  const { t, dates } = useWords();
  const { count, unread, isMuted, needsAttention } = archivedOf(items);
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="row row-archived"
      onClick={() => {
        onOpen('archived');
      }}
    >
      <Icon of={Archive} />
      <span className="row-name">{t('list.archived')}</span>
      {needsAttention && <FailedMark />}
      {unread > 0 ? (
        <UnreadBadge unread={unread} isMuted={isMuted} />
      ) : (
        <span className="row-time tabular">{dates.number(count)}</span>
      )}
    </button>
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.row')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  if (event.key === 'ArrowUp' && at === 0) document.querySelector<HTMLElement>('#list-search')?.focus();
  else rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
