// transfer: what is sent of a file: whole, or stripped of its metadata.

export const sourceViews = `
  ALTER TABLE upload ADD COLUMN view TEXT NOT NULL DEFAULT 'whole';
`;
