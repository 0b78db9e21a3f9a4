// How well a text answers what was typed: without case and marks, and also typed on the wrong keyboard layout.

/** The higher the better; 0 is no answer. */
export function rank(text: string, typed: string): number {
  const wanted = folded(typed);
  if (wanted === '') return 1;
  const candidates = [wanted, folded(otherLayout(typed))];
  return Math.max(...candidates.map((candidate) => rankOf(folded(text), candidate)));
}

function rankOf(text: string, wanted: string): number {
  if (text === wanted) return 4;
  if (text.startsWith(wanted)) return 3;
  const words = text.split(/[^\p{L}\p{N}]+/u);
  if (wanted.split(' ').every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return wanted.length > 2 && text.includes(wanted) ? 1 : 0;
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const SWAPPED = new Map(
  Array.from(LATIN).flatMap((letter, index) => {
    const other = CYRILLIC.charAt(index);
    return [[letter, other] as const, [other, letter] as const];
  }),
);

function otherLayout(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => SWAPPED.get(letter) ?? letter).join('');
}
