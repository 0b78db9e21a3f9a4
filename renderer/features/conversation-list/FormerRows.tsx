import { History } from 'lucide-react';
import { displayName } from '../../text/display-name.js';
import { Avatar } from '../../ui/Avatar.js';
import { Icon } from '../../ui/Icon.js';
import { PersonName } from '../../ui/PersonName.js';
import { useWords } from '../../words/use-words.js';
import type { FormerItem } from './former-items.js';
import type { ListFilter } from './list-items.js';
import { UnreadBadge } from './UnreadBadge.js';

export interface FormerRowsProps {
  readonly items: readonly FormerItem[];
  readonly filter: ListFilter;
  readonly now: number;
  readonly selected: string | undefined;
  readonly onOpen: (conversationId: string) => void;
}

/** Behind a row of their own; among what is unread while something in them is. */
export function FormerRows({ items, filter, now, selected, onOpen }: FormerRowsProps) {
  const { t } = useWords();
  if (filter === 'former' && items.length === 0)
    return <p className="list-nothing">{t('list.none.former')}</p>;
  const shown = items.filter(({ unread }) => filter === 'former' || (filter === 'unread' && unread > 0));
  return shown.map((item) => (
    <FormerRow
      key={item.conversationId}
      item={item}
      now={now}
      isSelected={item.conversationId === selected}
      onOpen={onOpen}
    />
  ));
}

export interface FormerRowProps extends Pick<FormerRowsProps, 'now' | 'onOpen'> {
  readonly item: FormerItem;
  readonly isSelected: boolean;
}

export function FormerRow({ item, now, isSelected, onOpen }: FormerRowProps) {
  const { t, dates } = useWords();
  const { conversationId, name, unread, at, why } = item;
  return (
    <button
      type="button"
      className="row"
      aria-current={isSelected ? 'page' : undefined}
      onClick={() => {
        onOpen(conversationId);
      }}
    >
      <Avatar name={displayName(name, '')} nodeId={conversationId} />
      <span className="row-body">
        <span className="row-line">
          <span className="row-name">
            <PersonName name={name} conversationId={conversationId} />
          </span>
          <time className="row-time tabular">{dates.short(at, now)}</time>
        </span>
        <span className="row-line">
          <span className="row-preview one-line">{t(`former.${why}`)}</span>
          <UnreadBadge unread={unread} />
        </span>
      </span>
    </button>
  );
}

/** What is left of others is behind one row. */
export function FormerDoor({
  items,
  onOpen,
}: {
  readonly items: readonly FormerItem[];
  readonly onOpen: () => void;
}) {
  const { t, dates } = useWords();
  if (items.length === 0) return null;
  const unread = items.reduce((sum, item) => sum + item.unread, 0);
  return (
    <button type="button" className="row row-archived" onClick={onOpen}>
      <Icon of={History} />
      <span className="row-name">{t('former.title')}</span>
      {unread > 0 ? (
        <UnreadBadge unread={unread} />
      ) : (
        <span className="row-time tabular">{dates.number(items.length)}</span>
      )}
    </button>
  );
}
