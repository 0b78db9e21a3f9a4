// conversation: files the owner is about to send, kept like the draft; attached to nothing, in the order they
// came, while a face decides.

export const attachments = `
  CREATE TABLE attachment (
    id BLOB PRIMARY KEY NOT NULL,
    conversation_id BLOB,
    place INTEGER NOT NULL DEFAULT 0,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX attachment_place ON attachment (conversation_id, place);
`;
