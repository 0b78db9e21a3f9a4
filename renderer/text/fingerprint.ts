/** 30 or 60 digits as groups of five. */
export function groupsOfFive(digits: string): readonly string[] {
  return digits.match(/\d{1,5}/gu) ?? [];
}
