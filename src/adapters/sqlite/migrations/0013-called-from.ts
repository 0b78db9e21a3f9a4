// trust: the IP a contact's last own call came from; NULL: none since this was recorded.

export const calledFrom = `
  ALTER TABLE contact ADD COLUMN called_from TEXT;
`;
