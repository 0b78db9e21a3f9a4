// What stands in the messages of a long history that is measured, and what is looked for in it.

/** In a fifth of all messages, and in as many of either store, so that both show a whole page of it. */
export const COMMON = 'boat';
/** In another fifth of them, so that no message has both. */
export const ELSEWHERE = 'lantern';
/** In a tenth of the messages with its last word; its first one stands in others too. */
export const PHRASE = 'early boat';
export const RARE = 'zanzibar';
const RARE_TIMES = 200;

/** The beginnings of 16 words of the vocabulary, and of 32: more than are looked for one by one. */
export const BEGINNINGS = { few: 'inter', many: 'mart' };
/** To tell stores with other texts apart. */
export const TEXTS = 'boats-and-lanterns';

export function textMaker(messages: number): (index: number) => string {
  const random = randomNumbers();
  const syllables = [
    'ка',
    'ро',
    'ми',
    'ле',
    'ст',
    'на',
    'то',
    'вер',
    'in',
    'ter',
    'on',
    'mar',
    'es',
    'lo',
    'bo',
    'tan',
  ];
  const syllable = () => syllables[random(syllables.length)] ?? '';
  const vocabulary = Array.from({ length: 20_000 }, () => syllable() + syllable() + syllable());
  // The square makes the words at the front of the vocabulary far more common, as in a language.
  const word = () => vocabulary[Math.floor((random(20_000) * random(20_000)) / 20_000)] ?? '';
  return (index) => {
    const words = Array.from({ length: 8 + random(8) }, word);
    const fifth = random(5);
    if (fifth === 0) words.push(...(index % 10 === 0 ? PHRASE.split(' ') : [COMMON]));
    if (fifth === 1) words.push(ELSEWHERE);
    if (fifth === 2 && index % 10 === 0) words.unshift('early');
    if (index % (messages / RARE_TIMES) === 0) words.push(RARE);
    return words.join(' ');
  };
}

/** The same numbers in every run: whole ones below the limit. */
export function randomNumbers(): (limit: number) => number {
  let state = 0x2545f491;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
