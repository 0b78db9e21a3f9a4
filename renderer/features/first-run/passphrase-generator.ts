// Passphrases nobody chose: five words of two syllables that can be said and written down, about 63 bits.

const CONSONANTS = 'bdfgklmnprstvzhj';
const VOWELS = 'aeiou';
const SYLLABLES = CONSONANTS.length * VOWELS.length;
const WORDS = 5;
const SYLLABLES_OF_WORD = 2;
const BYTE_VALUES = 256;

export const GENERATED_BITS = Math.floor(WORDS * SYLLABLES_OF_WORD * Math.log2(SYLLABLES));

/** @param randomBytes that many bytes nobody can foresee */
export function generatePassphrase(randomBytes: (count: number) => Uint8Array): string {
  const word = () =>
    Array.from({ length: SYLLABLES_OF_WORD }, () => syllable(evenNumber(randomBytes))).join('');
  return Array.from({ length: WORDS }, word).join(' ');
}

function syllable(number: number): string {
  return CONSONANTS.charAt(Math.floor(number / VOWELS.length)) + VOWELS.charAt(number % VOWELS.length);
}

/** Below SYLLABLES, each equally likely: the bytes at the end that would favour small numbers are drawn again. */
function evenNumber(randomBytes: (count: number) => Uint8Array): number {
  const limit = BYTE_VALUES - (BYTE_VALUES % SYLLABLES);
  for (;;) {
    const byte = randomBytes(1)[0] ?? limit;
    if (byte < limit) return byte % SYLLABLES;
  }
}
