// What is hidden in a message until it is pressed stays hidden wherever else the message stands: the tree that draws it says what.

import { type MarkdownNode, markdownTree } from './markdown.js';

const COVER = '▒▒▒';
/** More than any place for a beginning shows. In UTF-16 units; a list may read that much of each of its rows. */
const LONGEST_BEGINNING = 800;

/**
 * The beginning of a text without its marks, with everything hidden covered.
 * @param isCut the text may go on behind its end
 */
export function covered(text: string, isCut: boolean): string {
  const read = text.slice(0, LONGEST_BEGINNING);
  return coveredTree(markdownTree(read, isCut || read !== text)).replace(/[\uD800-\uDBFF]$/u, '');
}

/** What the tree says without its marks, with everything hidden covered. Quotes keep their `>`. */
export function coveredTree(nodes: readonly MarkdownNode[]): string {
  return nodes.map(coveredNode).join('').trimEnd();
}

export function hides(nodes: readonly MarkdownNode[]): boolean {
  return nodes.some((node) => node.kind === 'spoiler' || ('children' in node && hides(node.children)));
}

function coveredNode(node: MarkdownNode): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'block-code':
      return `${node.text}\n`;
    case 'quote':
      return `> ${coveredTree(node.children).replaceAll('\n', '\n> ')}\n`;
    case 'spoiler':
      return COVER;
    case 'bold':
    case 'italic':
    case 'strike':
      return node.children.map(coveredNode).join('');
  }
}
