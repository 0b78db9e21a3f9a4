// conversation: who gets the files that are attached besides its contact, a JSON array of contact ids in hex.

export const recipients = `
  ALTER TABLE conversation ADD COLUMN recipients TEXT NOT NULL DEFAULT '[]';
`;
