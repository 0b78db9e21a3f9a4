// What a window needs of the store: settings of conversations, messages by date, those that failed, and a hold on what
// was deleted.

export const windows = `
  -- conversation: muted_until is Unix ms
  ALTER TABLE conversation ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversation ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversation ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversation ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversation ADD COLUMN marked_unread INTEGER NOT NULL DEFAULT 0;

  CREATE INDEX message_date ON message (conversation_key, sent_at) WHERE kind <> 4;
  -- state 3 is "failed"
  CREATE INDEX message_failed ON message (conversation_key) WHERE state = 3 AND kind <> 4;

  -- conversation: messages deleted together; due_at is Unix ms
  CREATE TABLE deletion (
    id BLOB PRIMARY KEY NOT NULL,
    conversation_key INTEGER NOT NULL REFERENCES conversation (key),
    due_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX deletion_due ON deletion (due_at);
  CREATE INDEX deletion_conversation ON deletion (conversation_key);
  -- conversation: the messages a deletion hides (kind 4); kind and unread are what they were before
  CREATE TABLE deleted_message (
    message_key INTEGER PRIMARY KEY REFERENCES message (key),
    deletion_id BLOB NOT NULL REFERENCES deletion (id),
    kind INTEGER NOT NULL,
    unread INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX deleted_message_deletion ON deleted_message (deletion_id);
`;
