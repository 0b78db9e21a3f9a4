// conversation: where an author's first gap is. What a cleared conversation deleted counted as missing.

export const gaps = `
  CREATE INDEX message_gap ON message (conversation_key, author_key, author_seq) WHERE gap_before > 0;
  UPDATE message INDEXED BY message_gap SET gap_before = 0
    WHERE gap_before = author_seq - 1 AND gap_before > 0 AND kind = 4 AND payload = x'';
`;
