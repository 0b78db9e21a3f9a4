// delivery: what has not left takes its place and its link to what stands before it when it leaves, not all at once. In
// outbox, visible is now 0 for service traffic, 1 for a message, 2 for the empty payload in the place of one given up.

export const places = `
  ALTER TABLE stream ADD COLUMN taken_to INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE stream ADD COLUMN relinks INTEGER NOT NULL DEFAULT 0;
  -- delivery: what was queued for a contact up to this outbox row fails, behind the row reached; code is an ErrorCode
  CREATE TABLE giving_up (
    contact_id BLOB PRIMARY KEY NOT NULL REFERENCES contact (id),
    reached INTEGER NOT NULL,
    up_to INTEGER NOT NULL,
    code TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
