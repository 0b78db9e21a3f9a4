/** How the search index splits a text into words and folds them. */
export type Tokenize = (text: string) => readonly string[];

/** Words that stand directly behind each other. */
export interface SearchPhrase {
  /** As `Tokenize` gives them, at least one. */
  readonly words: readonly string[];
  /** The last word may go on. */
  readonly isPrefix: boolean;
}

/** All of them occur in what is found, in any order. Without a phrase nothing is. */
export type SearchQuery = readonly SearchPhrase[];

/** Start and end in UTF-16 units, the end not included. */
export type HitRange = readonly [start: number, end: number];

/** A piece of a text and what to mark in it. */
export interface Excerpt {
  readonly text: string;
  /** In `text`, in order, none touching another. */
  readonly hits: readonly HitRange[];
  /** The text goes on before or after the excerpt. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** What a search means; the index only finds what matches. */
export interface SearchRules {
  /** Never fails, whatever was typed. */
  readonly parse: (text: string, tokenize: Tokenize) => SearchQuery;
  /** Whether a text of these words is found. */
  readonly matches: (query: SearchQuery, words: readonly string[]) => boolean;
  /** The piece around the first hit. `words` is what the index made of the text. */
  readonly excerpt: (text: string, words: readonly string[], query: SearchQuery) => Excerpt;
}

/**
 * The index over the texts of all messages. It follows the history in strides, so that a message costs nothing extra when it
 * arrives; what it has not reached is looked through when somebody searches. Owner: conversation.
 */
export interface SearchIndex {
  /** Takes in the next messages, oldest first; false when it took in none: there are no more, or too few to be worth it. */
  advance(): boolean;
}
