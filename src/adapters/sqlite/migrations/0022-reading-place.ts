// conversation: the row at the top of the list when its owner left it, and how far below its top the list began, in CSS
// pixels; NULL: at the end.

export const readingPlace = `
  ALTER TABLE conversation ADD COLUMN place_row TEXT;
  ALTER TABLE conversation ADD COLUMN place_offset INTEGER NOT NULL DEFAULT 0;
`;
