// delivery: an envelope whose payload was not taken keeps why, so that its sender is told also on a later link.

export const refusedEnvelopes = `
  -- number of the refusal code (PROTOCOL 10), NULL when the payload was taken
  ALTER TABLE seen_envelope ADD COLUMN refusal INTEGER;
`;
