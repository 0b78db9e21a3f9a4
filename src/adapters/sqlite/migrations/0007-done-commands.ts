// What was done for faces that may ask again.

export const doneCommands = `
  -- contract: digest is SHA-256 of the command, result JSON; the highest id is the newest
  CREATE TABLE done_command (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL,
    result TEXT NOT NULL
  ) STRICT;
`;
