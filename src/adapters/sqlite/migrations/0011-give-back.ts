// delivery: how far a pair is with what one side lost, so that it is given back in small steps and from where it was.

export const giveBack = `
  ALTER TABLE stream ADD COLUMN recovered_to INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE stream ADD COLUMN given_back_to INTEGER;
  ALTER TABLE stream ADD COLUMN requeue_above INTEGER;
  ALTER TABLE stream ADD COLUMN requeue_to INTEGER;
`;
