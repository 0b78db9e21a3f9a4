// The beginning of a long message: cut in its tree, so that its end closes no mark and opens nothing that is hidden.

import type { MarkdownNode } from './markdown.js';

const LINES = 20;
/** UTF-16 units. */
const CHARACTERS = 1_600;

/** The first twenty lines, ending at a line or a word; undefined: all of it is no longer. */
export function foldedTree(nodes: readonly MarkdownNode[]): readonly MarkdownNode[] | undefined {
  const fold = new Fold();
  const folded = fold.of(nodes);
  return fold.isOver ? folded : undefined;
}

class Fold {
  isOver = false;
  #lines = LINES;
  #characters = CHARACTERS;

  of(nodes: readonly MarkdownNode[]): readonly MarkdownNode[] {
    const kept: MarkdownNode[] = [];
    for (const node of nodes) {
      if (this.#isFull()) {
        this.isOver = true;
        break;
      }
      kept.push(
        'text' in node
          ? { ...node, text: this.#cut(node.text) }
          : { ...node, children: this.of(node.children) },
      );
      // The next one begins a line of its own.
      if (node.kind === 'quote' || node.kind === 'block-code') this.#lines--;
    }
    return kept;
  }

  #isFull(): boolean {
    return this.isOver || this.#lines <= 0 || this.#characters <= 0;
  }

  #cut(text: string): string {
    const lines = text.split('\n').slice(0, this.#lines);
    const whole = lines.join('\n');
    const cut = whole.length <= this.#characters ? whole : atWord(whole.slice(0, this.#characters));
    this.isOver = cut !== text;
    this.#lines -= lines.length - 1;
    this.#characters -= cut.length;
    return cut;
  }
}

function atWord(text: string): string {
  const space = text.lastIndexOf(' ');
  return space > text.length / 2 ? text.slice(0, space) : text.replace(/[\uD800-\uDBFF]$/u, '');
}
