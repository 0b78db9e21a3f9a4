import { describe, expect, it } from 'vitest';
import { emojiWord, partedByEmoji } from './emoji-words.js';

describe('an emoji', () => {
  it('parts a text, a sequence as one', () => {
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
    expect(partedByEmoji(`hi${family}\u{1f1e9}\u{1f1ea}`)).toEqual([
      'hi',
      family,
      '',
      '\u{1f1e9}\u{1f1ea}',
      '',
    ]);
    expect(partedByEmoji('no 1 # * here')).toEqual(['no 1 # * here']);
  });

  it('is the same word however it is drawn, and the beginning of what it becomes with a colour', () => {
    expect(emojiWord('\u2764\ufe0f')).toBe(emojiWord('\u2764'));
    expect(emojiWord('\u{1f44d}\u{1f3fd}').startsWith(emojiWord('\u{1f44d}'))).toBe(true);
    expect(emojiWord('\u{1f600}').startsWith(emojiWord('\u2764'))).toBe(false);
  });
});
