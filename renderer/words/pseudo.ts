// A language that shows what is cut off and what does not come from a catalogue: accents, a third longer, in brackets.

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ü',
  n: 'ñ',
  c: 'ç',
  y: 'ý',
};
const LONGER = 0.3;

export function pseudoCatalogue(catalogue: object): object {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, value]) => [
      key,
      typeof value === 'string' ? pseudo(value) : pseudoCatalogue(value as object),
    ]),
  );
}

/** Placeholders stay as they are. */
export function pseudo(text: string): string {
  const accented = text
    .split(/(\{\{\w+\}\})/u)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[aeiounCcy]/gu, (letter) => ACCENTED[letter] ?? letter),
    )
    .join('');
  return `[${accented}${'~'.repeat(Math.ceil(text.length * LONGER))}]`;
}
