// trust: how the key was trusted before its owner compared the digits, to return to; NULL: not compared, or before this.

export const trustBefore = `
  ALTER TABLE contact ADD COLUMN trust_before TEXT;
`;
