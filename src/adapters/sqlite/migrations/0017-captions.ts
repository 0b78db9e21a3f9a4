// conversation: what is written below the files that are attached.

export const captions = `
  ALTER TABLE conversation ADD COLUMN caption TEXT NOT NULL DEFAULT '';
`;
