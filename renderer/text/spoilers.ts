// What is hidden in a conversation until it is pressed stays hidden where its text stands without its marks, or is cut.

/** Code first: bars in it hide nothing. */
const CLOSED = /```.*?```|`[^`]*`|\|\|.+?\|\|/gsu;
const OPEN_AT_END = /```.*?```|`[^`]*`|\|\|.+?(?:\|\||$)/gsu;
const COVER = '▒▒▒';

/**
 * @param isCut the text may go on behind its end: what is hidden from its last bars on is covered as well
 * @returns the text with everything hidden covered
 */
export function covered(text: string, isCut: boolean): string {
  return text.replace(isCut ? OPEN_AT_END : CLOSED, (found) => (found.startsWith('`') ? found : COVER));
}

/** @returns the beginning of a text that was cut, without what is hidden by bars whose end was cut off */
export function beforeHidden(cut: string): string {
  for (const { 0: found, index } of cut.matchAll(OPEN_AT_END))
    if (found.startsWith('||') && !(found.length > 4 && found.endsWith('||'))) return cut.slice(0, index);
  return cut;
}
