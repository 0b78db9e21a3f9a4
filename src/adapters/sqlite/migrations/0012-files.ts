// transfer: files on their way, and those that arrived. What they hold lies in the home under the id of the transfer.

export const files = `
  -- transfer: one encryption of a file of the owner; modified_ms is Unix ms, root NULL until every chunk was encrypted
  CREATE TABLE upload (
    id BLOB PRIMARY KEY NOT NULL,
    path TEXT NOT NULL,
    modified_ms INTEGER NOT NULL,
    key BLOB NOT NULL,
    header BLOB NOT NULL,
    root BLOB
  ) STRICT;
  -- transfer: stage, end_reason and end_by are the texts of TransferState
  CREATE TABLE transfer (
    id BLOB PRIMARY KEY NOT NULL,
    contact_id BLOB NOT NULL REFERENCES contact (id),
    incoming INTEGER NOT NULL,
    offer BLOB NOT NULL,
    stage TEXT NOT NULL,
    paused_by_me INTEGER NOT NULL,
    paused_by_peer INTEGER NOT NULL,
    end_reason TEXT,
    end_by TEXT,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    header BLOB NOT NULL,
    key BLOB,
    root BLOB,
    upload_id BLOB REFERENCES upload (id),
    save_to TEXT,
    saved_as TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX transfer_offer ON transfer (contact_id, incoming, offer);
  CREATE INDEX transfer_upload ON transfer (upload_id) WHERE upload_id IS NOT NULL;
  CREATE INDEX transfer_age ON transfer (created_at);
  CREATE INDEX transfer_unfinished ON transfer (created_at)
    WHERE stage IN ('offered', 'accepted', 'running') OR (save_to IS NOT NULL AND saved_as IS NULL);
`;
