// transfer: whether a photo of the owner goes with its metadata, which file that ended is offered anew by this one, and since when
// it is over, Unix ms; of what was over before, when it was offered is all that is known.

export const offeredAnew = `
  ALTER TABLE transfer ADD COLUMN keeps_metadata INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE transfer ADD COLUMN follows BLOB;
  ALTER TABLE transfer ADD COLUMN over_at INTEGER;
  UPDATE transfer SET over_at = created_at WHERE stage IN ('done', 'ended');
  CREATE INDEX transfer_follows ON transfer (follows) WHERE follows IS NOT NULL;
`;
