// Bounds of the contract that faces use themselves, apart from the schemas that enforce them.

/** The last time there is: muted until the owner says otherwise. */
export const FOREVER = 8_640_000_000_000_000;

/** Bytes of UTF-8 in a message. */
export const MOST_TEXT_BYTES = 32_768;

/** Characters of a text that is read before it is refused as too long: what a line of the local socket holds. */
export const MOST_GIVEN_TEXT = 1_048_576;

/** Characters of a draft or a caption: more than a message takes. */
export const MOST_DRAFT = 70_000;

/** Files that are attached to what is being written. */
export const MOST_ATTACHED = 100;

/** Characters of a search text. */
export const MOST_SEARCH_TEXT = 16_384;

/** Messages one command says were seen: more than any window shows at a time. */
export const MOST_SEEN_AT_ONCE = 200;

/** People one offer of a file goes to, who get it by one encryption. */
export const MOST_RECIPIENTS = 32;

/** Messages deleted by one command, and so many a window lets its owner choose at a time. */
export const MOST_CHOSEN = 200;

/** Characters copied at a time: as many of the longest messages, each with who wrote it and when. */
export const MOST_COPIED = MOST_CHOSEN * (MOST_TEXT_BYTES + 1_024);

/** Bytes of a file handed over at once. */
export const HANDED_PIECE_BYTES = 262_144;

/** Characters of what may wait for a window that does not read, before its session ends: all its views, twice over. */
export const MOST_UNREAD = 16 * 1024 * 1024;
