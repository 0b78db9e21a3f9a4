import { describe, expect, it } from 'vitest';
import { ATTACKS } from '../../tests/browser/attacks.js';
import { type MarkdownNode, markdownTree, plainOf } from './markdown.js';

const LONGEST_TEXT = 32_768;

const text = (words: string): MarkdownNode => ({ kind: 'text', text: words });

describe('light Markdown', () => {
  it.each([
    ['**bold**', 'bold'],
    ['*italic*', 'italic'],
    ['_italic_', 'italic'],
    ['~~strike~~', 'strike'],
    ['||spoiler||', 'spoiler'],
    ['> quote', 'quote'],
  ])('reads %s', (source, kind) => {
    expect(markdownTree(source)).toEqual([{ kind, children: [text(source.replace(/[^a-z]/gu, ''))] }]);
  });

  it('keeps code as it is', () => {
    expect(markdownTree('`a *b*`')).toEqual([{ kind: 'code', text: 'a *b*' }]);
    expect(markdownTree('```ts\nif (a) {\n  **b**\n}\n```')).toEqual([
      { kind: 'block-code', text: 'if (a) {\n  **b**\n}' },
    ]);
  });

  it('nests', () => {
    expect(markdownTree('**a ||b *c*||**')).toEqual([
      {
        kind: 'bold',
        children: [
          text('a '),
          { kind: 'spoiler', children: [text('b '), { kind: 'italic', children: [text('c')] }] },
        ],
      },
    ]);
  });

  it.each([
    'two\nlines\n\n\nand    spaces\n    kept',
    'snake_case_name and 2 * 3 * 4',
    'https://example.org/*a*/_b_?c=~~d~~',
    '# no heading\n- no list\n1. no list\n[no](https://link.example) ![no](image.png)',
    '<b>no markup</b> &amp; no entity',
    '||not closed',
    '||||',
  ])('leaves %j as it is', (source) => {
    expect(plainOf(markdownTree(source))).toBe(source);
    expect(markdownTree(source).every(({ kind }) => kind === 'text')).toBe(true);
  });

  it('keeps empty lines between blocks', () => {
    expect(plainOf(markdownTree('a\n\nb\n```\nc\n```\n\nd'))).toBe('a\n\nb\nc\nd');
  });

  it('keeps as many lines as there are, whatever ends them', () => {
    expect(plainOf(markdownTree('a\r\rb\r\n\r\nc\r\n\nd\r'))).toBe('a\n\nb\n\nc\n\nd');
  });

  it('reads an address in bold without its stars', () => {
    expect(markdownTree('**https://example.org/a_b**')).toEqual([
      { kind: 'bold', children: [text('https://example.org/a_b')] },
    ]);
  });

  it('makes nothing but marks of attacks', () => {
    const kinds = new Set(ATTACKS.flatMap((attack) => markdownTree(attack).flatMap(kindsOf)));
    expect(
      [...kinds].filter((kind) => !['text', 'code', 'quote', 'spoiler', 'italic'].includes(kind)),
    ).toEqual([]);
  });

  it('goes no deeper than twenty marks', () => {
    expect(depthOf(markdownTree(`${'> '.repeat(500)}x`))).toBeLessThanOrEqual(21);
    expect(depthOf(markdownTree(`${'||*'.repeat(200)}x${'*||'.repeat(200)}`))).toBeLessThanOrEqual(41);
  });

  it('reads every quote of a long letter', () => {
    const letter = '> what you asked\n\nwhat I answer\n'.repeat(330);
    expect(markdownTree(letter).filter(({ kind }) => kind === 'quote')).toHaveLength(330);
  });

  it.each(['> >\na\n', '>>>>\na\n', '> ```\na\n'])(
    'leaves the last of thousands of %j as they are, instead of looking for the end of each to the end of all',
    (piece) => {
      const tree = markdownTree(piece.repeat(Math.floor(LONGEST_TEXT / piece.length)));
      expect(tree.at(0)?.kind).toBe('quote');
      expect(plainOf(tree).endsWith(piece.repeat(100).trimEnd())).toBe(true);
    },
  );

  it.each(['*', '_', '**a', '~~', '`', '||', '||*', '> ', '\\', 'http://', '||a', '```\n', '*a_'])(
    'reads 64 KiB of %j before anybody notices',
    (piece) => {
      const before = performance.now();
      markdownTree(piece.repeat(Math.ceil(65_536 / piece.length)));
      expect(performance.now() - before).toBeLessThan(1_500);
    },
  );
});

function kindsOf(node: MarkdownNode): readonly string[] {
  return 'children' in node ? [node.kind, ...node.children.flatMap(kindsOf)] : [node.kind];
}

function depthOf(nodes: readonly MarkdownNode[]): number {
  return Math.max(0, ...nodes.map((node) => ('children' in node ? 1 + depthOf(node.children) : 1)));
}
