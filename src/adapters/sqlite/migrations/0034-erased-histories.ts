// conversation: what was said in it is deleted; its messages leave the disk in steps, and it goes with the last of them.

export const erasedHistories = `
  ALTER TABLE conversation ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX conversation_erased ON conversation (erased) WHERE erased = 1;
`;
