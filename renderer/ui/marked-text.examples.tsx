import { type Examples, HARD_WORDS } from '../gallery/examples.js';
import { markdownTree } from '../text/markdown.js';
import { MarkedText } from './MarkedText.js';

const SOURCES = {
  'every mark': '**bold** *italic* ~~strike~~ `code` ||spoiler||\n> quote',
  'a block of code wider than its place': `\`\`\`\n${HARD_WORDS.sentence} ${HARD_WORDS.long}\n\`\`\``,
  'long and hostile words in marks': `> **${HARD_WORDS.long}** ||${HARD_WORDS.markup}|| ${HARD_WORDS.mixed}`,
} as const;

export const examples: Examples = Object.fromEntries(
  Object.entries(SOURCES).map(([state, source]) => [
    state,
    () => (
      <div className="bubble-text" dir="auto">
        <MarkedText nodes={markdownTree(source)} draw={(text) => text} />
      </div>
    ),
  ]),
);
