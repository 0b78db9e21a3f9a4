// Digits people read to each other: groups of five, six groups for one node, twelve for a pair.

/** `12345 67890 …`; anything that is not a digit is dropped first. */
export function groupsOfFive(digits: string): string {
  return (onlyDigits(digits).match(/\d{1,5}/gu) ?? []).join(' ');
}

/** Sixty digits as three lines of four groups. */
export function safetyNumberLines(digits: string): string[] {
  const groups = groupsOfFive(digits).split(' ');
  return [groups.slice(0, 4), groups.slice(4, 8), groups.slice(8)].map((line) => line.join(' '));
}

/** Whether the digits a person typed, however spaced, are these. */
export function sameDigits(typed: string, digits: string): boolean {
  const given = onlyDigits(typed);
  return given.length > 0 && given === onlyDigits(digits);
}

export function onlyDigits(text: string): string {
  return text.replace(/\D/gu, '');
}
