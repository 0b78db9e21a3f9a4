// activity: what the owner lets contacts know.

export const privacy = `
  CREATE TABLE privacy (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    receipts INTEGER NOT NULL,
    typing INTEGER NOT NULL,
    presence INTEGER NOT NULL
  ) STRICT;
`;
