// transfer: why the clear copy that was asked for last could not be made, {code, params} as JSON; NULL: it could, or was not
// asked for.

export const saveErrors = `
  ALTER TABLE transfer ADD COLUMN save_error TEXT;
`;
