// transfer: what is over is listed by since when it is over, so that what was on its way for long is listed when it ends.

export const lastOver = `
  DROP INDEX transfer_over;
  CREATE INDEX transfer_over ON transfer (over_at, created_at) WHERE stage IN ('done', 'ended');
`;
