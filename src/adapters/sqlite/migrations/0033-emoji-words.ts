// The search index has emoji as words, and the parts of what is joined by apostrophes and commas: it is made anew and follows
// the history from its start.

export const emojiWords = `
  INSERT INTO search (search) VALUES ('delete-all');
  UPDATE search_progress SET indexed_to = 0;
`;
