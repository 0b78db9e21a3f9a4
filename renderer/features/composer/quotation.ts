// A reply begins with what it answers, quoted: text like any other, so that it is kept, undone and understood everywhere.

import type { MessageRow } from '../../../src/contract/values.js';
import { type MarkdownNode, markdownTree } from '../../text/markdown.js';
import { coveredTree, hides } from '../../text/spoilers.js';

const MOST_LINES = 3;
const MOST_CHARACTERS = 240;

/** Ends where the reply begins. What the quoted message quoted itself is left out, and what it hides is covered. */
export function quotationOf({ text, more }: Pick<MessageRow, 'text' | 'more'>): string {
  const nodes = markdownTree(text, more);
  // A line that is not drawn where the text is cut may hold bars as well.
  const mayHide = hides(nodes) || (more && text.includes('||'));
  const said = mayHide ? coveredOwn(nodes) : ownOf(text);
  const lines = said.split('\n');
  const first = lines.slice(0, MOST_LINES).join('\n');
  const cut = Array.from(first).slice(0, MOST_CHARACTERS).join('').trimEnd();
  const isCut = more || lines.length > MOST_LINES || cut !== first.trimEnd();
  const quoted = (isCut ? `${cut} …` : cut).split('\n').map((line) => `> ${line}`);
  return `${quoted.join('\n')}\n\n`;
}

function ownOf(text: string): string {
  const own = text.replace(/^(?:>.*(?:\n|$))+\s*/u, '').trim();
  return own === '' ? text.trim() : own;
}

/** Only the tree knows where a quote ends that hides something. */
function coveredOwn(nodes: readonly MarkdownNode[]): string {
  const from = nodes.findIndex(({ kind }) => kind !== 'quote');
  const own = from === -1 ? '' : coveredTree(nodes.slice(from)).trim();
  return own === '' ? coveredTree(nodes) : own;
}
