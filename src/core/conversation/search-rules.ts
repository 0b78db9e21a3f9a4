import type { SearchRules } from '../ports/search.js';
import { excerptOf, searchHits } from './search-hits.js';
import { matchesSearch, parseSearch } from './search-query.js';

export const searchRules: SearchRules = {
  parse: parseSearch,
  matches: matchesSearch,
  excerpt: (text, words, query) => excerptOf(text, searchHits(text, words, query)),
};
