// What peers may claim about others only so often.

export const claims = `
  -- delivery: how often a contact claimed that this store is an older copy since the owner last took its word
  CREATE TABLE life_claim (
    contact_id BLOB PRIMARY KEY NOT NULL REFERENCES contact (id),
    count INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- trust: the owner kept this key when somebody claimed to replace it without its signature
  ALTER TABLE contact ADD COLUMN key_kept INTEGER NOT NULL DEFAULT 0;
`;
