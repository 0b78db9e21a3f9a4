// transfer: what came of a contact without a question, and of all together (contact_id x'00'); since is Unix ms. Whether an
// offer waits because that was too much.

export const unaskedFiles = `
  CREATE TABLE unasked (
    contact_id BLOB PRIMARY KEY NOT NULL,
    since INTEGER NOT NULL,
    bytes INTEGER NOT NULL
  ) STRICT;
  ALTER TABLE transfer ADD COLUMN past_budget INTEGER NOT NULL DEFAULT 0;
`;
