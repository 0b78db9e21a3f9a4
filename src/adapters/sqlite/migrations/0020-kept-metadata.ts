// conversation: whether an attached photo goes with its metadata.

export const keptMetadata = `
  ALTER TABLE attachment ADD COLUMN keep_metadata INTEGER NOT NULL DEFAULT 0;
`;
