// conversation: the contact this was with before it went on under another key, in another conversation.

export const formerConversations = `
  ALTER TABLE conversation ADD COLUMN former_of BLOB REFERENCES contact (id);
  CREATE INDEX conversation_former ON conversation (former_of) WHERE former_of IS NOT NULL;
`;
