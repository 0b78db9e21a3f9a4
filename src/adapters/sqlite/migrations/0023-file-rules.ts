// trust: which files of a contact are taken without asking; at first pictures up to 2 MB.

export const fileRules = `
  ALTER TABLE contact ADD COLUMN file_accept TEXT NOT NULL DEFAULT 'images';
  ALTER TABLE contact ADD COLUMN file_most_bytes INTEGER NOT NULL DEFAULT 2000000;
`;
