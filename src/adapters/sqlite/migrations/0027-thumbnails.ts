// conversation: the small picture that goes with the offer of an attached file; a JPEG, NULL for what has none. And the files
// of a conversation in the order they came, for the pictures beside one.

export const thumbnails = `
  ALTER TABLE attachment ADD COLUMN thumbnail BLOB;
  CREATE INDEX transfer_of_contact ON transfer (contact_id, created_at, id);
`;
