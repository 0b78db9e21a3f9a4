// How many columns text takes on a terminal, and how it is cut to fit, by what a person sees as one character.

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a person sees as single characters: letters with their marks, joined emoji, flags. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function displayWidth(text: string): number {
  return graphemes(text).reduce((width, cluster) => width + clusterWidth(cluster), 0);
}

/** The text cut to `width` columns, with an ellipsis when something is missing. */
export function clip(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const cluster of graphemes(text)) {
    used += clusterWidth(cluster);
    if (used > width - 1) break;
    kept += cluster;
  }
  return `${kept}…`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Lines of at most `width` columns, broken at spaces where possible; the text's own line breaks stay. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  let used = 0;
  for (const word of line.split(/(?<= )/u)) {
    const fits = used + displayWidth(word.trimEnd()) <= width;
    if (!fits && current !== '') {
      lines.push(current.trimEnd());
      current = '';
      used = 0;
    }
    for (const cluster of graphemes(word)) {
      const columns = clusterWidth(cluster);
      // Spaces at the edge are dropped by the break that follows.
      if (used + columns > width && cluster !== ' ') {
        lines.push(current);
        current = '';
        used = 0;
      }
      current += cluster;
      used += columns;
    }
  }
  return [...lines, current.trimEnd()];
}

/** Columns of one grapheme: 0, 1 or 2 (Unicode Standard Annex 11, wide and fullwidth; emoji presentation is wide). */
function clusterWidth(cluster: string): number {
  const first = cluster.codePointAt(0) ?? 0;
  if (/^[\p{M}\p{Cf}\p{Cc}]*$/u.test(cluster)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f|[\u{1f1e6}-\u{1f1ff}]/u.test(cluster)) return 2;
  return WIDE.some(([from, to]) => first >= from && first <= to) ? 2 : 1;
}

const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
