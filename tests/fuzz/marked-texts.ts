// Texts of marks and words in any order, and what of them a drawn message hides.

import fc from 'fast-check';
import { type MarkdownNode, markdownTree, plainOf } from '../../renderer/text/markdown.js';

const MARKS = [
  '||',
  '||',
  '||',
  '|',
  '`',
  '``',
  '```',
  '~~~',
  '*',
  '**',
  '_',
  '~~',
  '\\',
  'https://x/',
  '<',
  '.',
];
const SPACES = [' ', '    ', '\n', '\n', '\n\n', '\r\n', '\t', '\n> ', '> ', '\n```', '\n~~~', '```\n'];
/** Each stands once in a text, so that it is known which one is shown. */
const FIRST_WORD = '一';
const MOST_PIECES = 24;

export function markedText(): fc.Arbitrary<string> {
  const word = fc.constant(undefined);
  const bars = fc.constant('||');
  const piece = fc.oneof(word, bars, fc.constantFrom(...MARKS), fc.constantFrom(...SPACES));
  return fc
    .array(piece, { maxLength: MOST_PIECES, size: 'max' })
    .map((pieces) =>
      pieces.map((text, index) => text ?? String.fromCharCode(FIRST_WORD.charCodeAt(0) + index)).join(''),
    );
}

/** The text, and each beginning of it. */
export function allCuts(text: string): readonly { readonly cut: string; readonly more: boolean }[] {
  return Array.from({ length: text.length + 1 }, (_, end) => ({
    cut: text.slice(0, end),
    more: end < text.length,
  }));
}

/** The words that nobody sees in the drawn message before they press something. */
export function hiddenIn(text: string): readonly string[] {
  const drawn = markdownTree(text);
  const open = openIn(drawn);
  return Array.from(plainOf(drawn)).filter((word) => word >= FIRST_WORD && !open.includes(word));
}

/** What is drawn uncovered. */
export function openIn(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map((node) => ('text' in node ? node.text : node.kind === 'spoiler' ? '' : openIn(node.children)))
    .join('');
}
