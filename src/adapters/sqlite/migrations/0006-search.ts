// The search index. It holds words and their places, no texts: those are decoded from the payloads they stand in.

export const search = `
  -- conversation: rowid is message.key; place is conversationToken(conversation_key), so that a search in one conversation
  -- reads no more than what is there. The texts are not kept, so a row is deleted by naming what was put in.
  CREATE VIRTUAL TABLE search USING fts5 (
    body, place, content = '', columnsize = 0, tokenize = 'signal_tokenizer'
  );
  -- A deleted row leaves no word behind, instead of a mark that takes it out of results.
  INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

  -- conversation: messages up to this key are in the index
  CREATE TABLE search_progress (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    indexed_to INTEGER NOT NULL
  ) STRICT;
  INSERT INTO search_progress VALUES (1, 0);
`;
