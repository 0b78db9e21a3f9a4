import { ChoiceGroup } from '../../ui/ChoiceGroup.js';
import { useWords } from '../../words/use-words.js';
import type { ListFilter } from './list-items.js';

export interface ListSearchProps {
  readonly search: string;
  readonly filter: ListFilter;
  readonly hasArchived: boolean;
  readonly onSearch: (search: string) => void;
  readonly onFilter: (filter: ListFilter) => void;
  readonly onOpenFirst: () => void;
}

export function ListSearch(props: ListSearchProps) {
  const { search, filter, hasArchived, onSearch, onFilter, onOpenFirst } = props;
  const { t } = useWords();
  return (
    <div className="list-search">
      <input
        id="list-search"
        type="search"
        className="input"
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        value={search}
        onChange={(event) => {
          onSearch(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onSearch('');
          else if (event.key === 'Enter') onOpenFirst();
        }}
      />
      <ChoiceGroup
        label={t('list.filter')}
        value={filter}
        choices={[
          { value: 'all', label: t('list.all') },
          { value: 'unread', label: t('list.onlyUnread') },
          ...(hasArchived ? [{ value: 'archived' as const, label: t('list.archived') }] : []),
        ]}
        onChange={onFilter}
      />
    </div>
  );
}
