// message: the index of days follows the time a conversation shows, which for what others wrote is when it came. The search
// index has the parts of addresses and the names of files as words: it is made anew and follows the history from its start.

export const asShown = `
  DROP INDEX message_date;
  CREATE INDEX message_date ON message (conversation_key, received_at) WHERE kind <> 4;
  INSERT INTO search (search) VALUES ('delete-all');
  UPDATE search_progress SET indexed_to = 0;
`;
