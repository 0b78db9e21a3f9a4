// Emoji as words: to the tokenizer of the search index none of them is one.

/**
 * A flag, or a sign with its colour, tags and whatever is joined to it (Unicode Technical Standard 51, ED-18). A digit in a key cap
 * stays a digit. Not by the list of what is recommended (`RGI_Emoji`): that is two hundred times slower.
 */
export const EMOJI =
  /(\p{RI}\p{RI}|\p{Extended_Pictographic}[\p{EMod}\ufe0f]?[\u{e0020}-\u{e007f}]*(?:\u200d\p{Extended_Pictographic}[\p{EMod}\ufe0f]?)*)/u;

/** What is written between emoji, and at every odd place the emoji there. */
export function partedByEmoji(text: string): readonly string[] {
  return text.split(EMOJI);
}

/**
 * One word to the tokenizer, with a beginning nobody types. It begins with the word of every emoji it goes on from, as a thumb
 * in one colour does from a thumb.
 */
export function emojiWord(emoji: string): string {
  const points = Array.from(emoji, (character) => character.codePointAt(0) ?? 0);
  // Only how it is drawn.
  const drawn = points.filter((point) => point !== VARIATION);
  return `\u{a66e}e${drawn.map((point) => point.toString(16).padStart(6, '0')).join('')}`;
}

const VARIATION = 0xfe0f;
