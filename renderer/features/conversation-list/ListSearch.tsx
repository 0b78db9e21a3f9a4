import { MOST_SEARCH_TEXT } from '../../../src/contract/bounds.js';
import { useWords } from '../../words/use-words.js';

export interface ListSearchProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** The first one that is found is to be opened. */
  readonly onEnter: () => void;
}

/** Finds people and messages; the arrow leads into what is below. */
export function ListSearch({ search, onSearch, onEnter }: ListSearchProps) {
  const { t } = useWords();
  return (
    <input
      id="list-search"
      type="search"
      className="input"
      aria-label={t('list.search')}
      placeholder={t('list.search')}
      maxLength={MOST_SEARCH_TEXT}
      autoComplete="off"
      value={search}
      onChange={(event) => {
        onSearch(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') onSearch('');
        else if (event.key === 'Enter') onEnter();
        else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('.list-rows .row')?.focus();
        else return;
        event.preventDefault();
      }}
    />
  );
}
