// transfer: files the owner handed over as bytes. They lie in the home, encrypted under these keys, as long as something that
// is attached, an upload or a transfer names them.

export const spools = `
  CREATE TABLE spool (
    id BLOB PRIMARY KEY NOT NULL,
    key BLOB NOT NULL,
    header BLOB NOT NULL
  ) STRICT;
  ALTER TABLE attachment ADD COLUMN spool_id BLOB REFERENCES spool (id);
  ALTER TABLE upload ADD COLUMN spool_id BLOB REFERENCES spool (id);
  ALTER TABLE transfer ADD COLUMN source_spool_id BLOB REFERENCES spool (id);
  CREATE INDEX attachment_spool ON attachment (spool_id) WHERE spool_id IS NOT NULL;
  CREATE INDEX upload_spool ON upload (spool_id) WHERE spool_id IS NOT NULL;
  CREATE INDEX transfer_spool ON transfer (source_spool_id) WHERE source_spool_id IS NOT NULL;
`;
