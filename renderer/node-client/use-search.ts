import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { browserSchedule } from './schedule.js';
import { SearchResults, type SearchState } from './search-results.js';
import { useNode } from './use-node.js';

export interface Search extends SearchState {
  /** The rows answer something else than what is asked now. */
  readonly isSearching: boolean;
  readonly more: () => void;
}

/** @param conversationId searches in this conversation only; to look at another one, draw anew */
export function useSearch(text: string, conversationId?: string): Search {
  const { connection } = useNode();
  const [results] = useState(() => new SearchResults(connection, browserSchedule, conversationId));
  const state = useStore(results.store);
  useEffect(() => {
    results.search(text);
  }, [results, text]);
  useEffect(
    () => () => {
      results.close();
    },
    [results],
  );
  return { ...state, isSearching: state.text !== text.trim(), more: () => void results.more() };
}
