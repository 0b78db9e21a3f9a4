// Words that were deleted may stand between the pages of the search index, from before they were looked for there. It is made
// anew and follows the history from its start.

export const searchSeparators = `
  INSERT INTO search (search) VALUES ('delete-all');
  UPDATE search_progress SET indexed_to = 0;
`;
