// What is written in two places becomes one, as stores do it when a conversation takes over what stands in another.

/** The first text with the second below it, as far as there is room. */
export interface JoinedTexts {
  readonly text: string;
  /** What does not fit beside the first: it stays where the first was. */
  readonly left: string;
}

/** @param most UTF-16 units of both together; the first is kept whole, whatever its length */
export function joinedTexts(first: string, second: string, most: number): JoinedTexts {
  const text = [first, second].filter((part) => part !== '').join('\n');
  return text.length > most && first !== '' ? { text: first, left: second } : { text, left: '' };
}
