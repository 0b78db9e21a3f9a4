// What a search finds, said without an index and without its rules.

/** For words of letters and digits, with `"`, `'`, `@`, `.`, `,`, `_`, `:` and `-` between them. */
export function plainMatch(written: string, typed: string): boolean {
  const words = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[\s"'@.,_:-]+/u)
      .filter((word) => word !== '');
  const parts = [...typed.matchAll(/"([^"]*)("?)|[^\s"]+/gu)];
  const phrases = parts
    .map(([whole, quoted, closing]) => ({ words: words(quoted ?? whole), isClosed: Boolean(closing) }))
    .filter((phrase) => phrase.words.length > 0)
    .map((phrase, index, all) => ({ ...phrase, isPrefix: index === all.length - 1 && !phrase.isClosed }));
  const among = words(written);
  const occurs = (phrase: { words: string[]; isPrefix: boolean }) =>
    among.some((_, start) =>
      phrase.words.every((word, offset) => {
        const here = among[start + offset];
        const isLast = offset === phrase.words.length - 1;
        return here === word || (phrase.isPrefix && isLast && here?.startsWith(word));
      }),
    );
  return phrases.length > 0 && phrases.every(occurs);
}
