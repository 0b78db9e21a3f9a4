// The search index knows the beginnings of words, too: up to three letters they stand for more words than can be looked for
// one by one. It is made anew and follows the history from its start, as a new one does.

export const searchBeginnings = `
  DROP TABLE search;
  -- conversation: rowid is message.key; place is conversationToken(conversation_key). The texts are not kept, so a row is
  -- deleted by naming what was put in.
  CREATE VIRTUAL TABLE search USING fts5 (
    body, place, content = '', columnsize = 0, prefix = '1 2 3', tokenize = 'signal_tokenizer'
  );
  -- A deleted row leaves no word behind, instead of a mark that takes it out of results.
  INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
  UPDATE search_progress SET indexed_to = 0;
`;
