import { type ReactNode, useEffect, useMemo } from 'react';
import type { SearchRow } from '../../../src/contract/values.js';
import type { Search } from '../../node-client/use-search.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import { foundGroups, type Whose } from './found-groups.js';
import { MessageFound, PersonFound } from './FoundRow.js';
import '../../ui/rows.css';
import './search.css';

export interface FoundListProps {
  readonly search: Search;
  /** Enter was pressed: the first one is to be opened as soon as it is known. */
  readonly isFirstWanted: boolean;
  readonly whose: Whose;
  readonly now: number;
  readonly onOpen: (hit: SearchRow) => void;
}

/** What a search in everything found. */
export function FoundList({ search, isFirstWanted, whose, now, onOpen }: FoundListProps) {
  const { t } = useWords();
  const { rows, isSearching, error } = search;
  const { people, messages } = useMemo(() => foundGroups(rows), [rows]);
  const first = people[0] ?? messages[0];
  useEffect(() => {
    if (isFirstWanted && !isSearching && first) onOpen(first);
  }, [isFirstWanted, isSearching, first, onOpen]);
  if (error && !isSearching) return <p className="found-note small">{errorWords(error)}</p>;
  return (
    <div className="found" aria-busy={isSearching}>
      <Group title={t('found.people')} count={people.length}>
        {people.map((hit) => (
          <PersonFound
            key={hit.id}
            hit={hit}
            whose={whose}
            onOpen={() => {
              onOpen(hit);
            }}
          />
        ))}
      </Group>
      <Group title={t('found.messages')} count={messages.length}>
        {messages.map((hit) => (
          <MessageFound
            key={hit.id}
            hit={hit}
            whose={whose}
            now={now}
            onOpen={() => {
              onOpen(hit);
            }}
          />
        ))}
      </Group>
      <FoundEnd search={search} />
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Group({ title, count, children }: GroupProps) {
  if (count === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="found-title">{title}</h2>
      {children}
    </section>
  );
}

/** How far the search has come. */
function FoundEnd({ search: { rows, hasMore, isSearching, unsearched, more } }: { readonly search: Search }) {
  const { t, dates } = useWords();
  return (
    <>
      {hasMore && (
        <Button look="quiet" isWide onPress={more}>
          {t('found.more')}
        </Button>
      )}
      {rows.length === 0 && !isSearching && <EmptyState title={t('found.nothing')} text={t('found.how')} />}
      {unsearched > 0 && (
        <p className="found-note small">
          {t('found.unsearched', { count: unsearched, shown: dates.number(unsearched) })}
        </p>
      )}
    </>
  );
}
