// Which words of the index begin so. Up to three letters the index knows itself. A longer beginning that stands for a few
// words is looked for as those words: the index then reads as far as the page goes, where it would collect every message first.

import { INDEXED_LETTERS } from '../search-separators.js';
import type { SqlConnection } from '../sql-connection.js';

/** Finding more takes longer than what it spares. */
export const MOST_WORDS = 24;

/**
 * What this connection needs for it, before it may only read: a list of the words that stands in no file.
 * https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module
 */
export function listSearchWords(sql: SqlConnection): void {
  sql.exec('CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, search, instance)');
}

/** Undefined when the index looks for the beginning itself: it is short, or stands for more than a few words. */
export function wordsBeginning(sql: SqlConnection): (beginning: string) => readonly string[] | undefined {
  const next = sql.prepare<{ term: string }>('SELECT term FROM temp.search_words WHERE term >= ? LIMIT 1');
  return (beginning) => {
    if (Array.from(beginning).length <= INDEXED_LETTERS) return undefined;
    const words: string[] = [];
    let word = next.get(beginning)?.term;
    while (word?.startsWith(beginning)) {
      if (words.length === MOST_WORDS) return undefined;
      words.push(word);
      // The next in the order of bytes.
      word = next.get(`${word}\0`)?.term;
    }
    return words;
  };
}
