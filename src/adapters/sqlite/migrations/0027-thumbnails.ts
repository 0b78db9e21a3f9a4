// conversation: the small picture that goes with the offer of an attached file; a JPEG, NULL for what has none.

export const thumbnails = `
  ALTER TABLE attachment ADD COLUMN thumbnail BLOB;
`;
