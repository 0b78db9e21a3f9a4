// What strangers call themselves, made fit for one line of ours.

const LONGEST = 64;
/** Controls, format characters that reorder or hide text, line and paragraph separators, unassigned and private ones. */
const INVISIBLE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u{AD}\u{61C}\u{180E}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{E0000}-\u{E0FFF}]/gu;
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;

/** At most 64 characters, never empty: `otherwise` stands in for a name of nothing visible. */
export function displayName(name: string, otherwise: string): string {
  const clean = name
    .normalize('NFD')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
  const letters = Array.from(clean);
  if (letters.length === 0) return otherwise;
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : clean;
}

/** What is drawn in place of a picture: the first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (
    [first, last].map((word) => /[\p{L}\p{N}]/u.exec(word ?? '')?.[0].toLocaleUpperCase() ?? '').join('') ||
    '?'
  );
}

/** Names that look alike: compared as shown, without case, marks, spaces, and with the commonest twins across scripts folded. */
export function lookAlikeKey(name: string): string {
  const letters = displayName(name, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\s]/gu, '');
  return Array.from(letters, (letter) => TWINS[letter] ?? letter).join('');
}

const TWINS: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    в: 'b',
    с: 'c',
    е: 'e',
    н: 'h',
    і: 'i',
    к: 'k',
    м: 'm',
    о: 'o',
    р: 'p',
    т: 't',
    х: 'x',
    у: 'y',
  },
  ...{ α: 'a', ο: 'o', ρ: 'p', ν: 'v', 0: 'o', 1: 'l', i: 'l' },
};
