// trust: whom the owner blocked at the door, so that they can be found again; empty for those blocked before this.

export const blocked = `
  ALTER TABLE settled ADD COLUMN name TEXT NOT NULL DEFAULT '';
  ALTER TABLE settled ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
  -- Among all who were ever answered.
  CREATE INDEX settled_blocked ON settled (name) WHERE answered IS NULL;
`;
