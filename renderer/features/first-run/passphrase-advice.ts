// How long a passphrase would resist somebody with the disk and time, as honestly as a guess can be.

export type Strength = 'hopeless' | 'weak' | 'fair' | 'good';

/** What the node refuses outright is hopeless here too; see adapters/vault. */
const LEAST_CHARACTERS = 8;
const FAIR_BITS = 40;
const GOOD_BITS = 54;

/** A word somebody chose is one of some thousands; a character somebody chose is one of few. */
const BITS_OF_WORD = 11;
const BITS_OF_CHARACTER = { lower: 2, mixed: 3, withSigns: 3.5 } as const;

export function strengthOf(passphrase: string, name: string): Strength {
  const text = passphrase.normalize('NFKC').trim();
  const letters = Array.from(text);
  if (letters.length < LEAST_CHARACTERS || /^(.{1,3})\1+$/su.test(text)) return 'hopeless';
  if (name !== '' && text.toLowerCase() === name.normalize('NFKC').trim().toLowerCase()) return 'hopeless';
  const bits = bitsOf(text);
  if (bits < FAIR_BITS) return 'weak';
  return bits < GOOD_BITS ? 'fair' : 'good';
}

function bitsOf(text: string): number {
  const words = new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u)
      .filter((word) => word.length >= 3),
  );
  const others = [...new Set(text.replace(/\p{L}/gu, ''))].filter((sign) => sign !== ' ').length;
  const asWords = words.size * BITS_OF_WORD + others * BITS_OF_CHARACTER.withSigns;
  const asCharacters =
    new Set(text).size * 0.6 * bitsOfCharacter(text) + text.length * 0.4 * bitsOfCharacter(text);
  // One long unbroken word is not many choices, however long it is.
  return words.size > 1 ? Math.max(asWords, 0) : Math.min(asCharacters, asWords + asCharacters * 0.6);
}

function bitsOfCharacter(text: string): number {
  if (!/[^\p{Ll}]/u.test(text)) return BITS_OF_CHARACTER.lower;
  return /[^\p{L}\p{N}]/u.test(text) ? BITS_OF_CHARACTER.withSigns : BITS_OF_CHARACTER.mixed;
}
