// trust: when a contact last called this node, Unix ms; NULL: never since this was recorded.

export const reached = `
  ALTER TABLE contact ADD COLUMN reached_at INTEGER;
  CREATE INDEX contact_reached ON contact (reached_at) WHERE reached_at IS NOT NULL;
`;
