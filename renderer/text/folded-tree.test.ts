import { describe, expect, it } from 'vitest';
import { foldedTree } from './folded-tree.js';
import { markdownTree, plainOf } from './markdown.js';

function folded(text: string): string | undefined {
  const tree = foldedTree(markdownTree(text));
  return tree && plainOf(tree);
}

describe('a folded message', () => {
  it('is all of a short one', () => {
    expect(folded('a\nb')).toBeUndefined();
    expect(folded(`${'a\n'.repeat(19)}a`)).toBeUndefined();
  });

  it('ends behind twenty lines, those of code and of quotes counted', () => {
    expect(folded('a\n'.repeat(30))).toBe(`${'a\n'.repeat(19)}a`);
    expect(folded(`> q\n\n${'a\n'.repeat(30)}`)?.match(/a/gu)).toHaveLength(18);
    expect(folded(`\`\`\`\n${'a\n'.repeat(30)}\`\`\``)?.match(/a/gu)).toHaveLength(20);
  });

  it('ends at a word, and inside of no character', () => {
    expect(folded('word '.repeat(400))).toBe(`${'word '.repeat(319)}word`);
    expect(folded(`a${'😀'.repeat(1_000)}`)).toBe(`a${'😀'.repeat(799)}`);
  });

  it('closes what it is cut in: marks, and what is hidden', () => {
    const tree = foldedTree(markdownTree(`It was **||${'the butler '.repeat(200)}||**`));
    expect(tree).toMatchObject([{ text: 'It was ' }, { kind: 'bold', children: [{ kind: 'spoiler' }] }]);
  });
});
