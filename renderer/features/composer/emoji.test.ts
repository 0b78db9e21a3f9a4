import en from 'emojibase-data/en/compact.json' with { type: 'json' };
import names from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' };
import ru from 'emojibase-data/ru/compact.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { EMOJI_GROUPS, emojiOf, findEmoji } from './emoji.js';

const all = emojiOf({ en, ru, names, language: 'en' });
const first = (typed: string) => findEmoji(all, typed)[0]?.text;

describe('emoji', () => {
  it('are those a person can send, in their groups', () => {
    expect(all.length).toBeGreaterThan(1_800);
    expect(new Set(all.map(({ group }) => group))).toEqual(new Set(EMOJI_GROUPS));
    expect(all.filter(({ text }) => !/\p{Emoji}/u.test(text))).toEqual([]);
  });

  it.each([
    ['tada', '🎉'],
    ['+1', '👍️'],
    ['Joy', '😂'],
    ['thumbs up', '👍️'],
    ['red heart', '❤️'],
    ['алое сердце', '❤️'],
    ['ракета', '🚀'],
    ['еж', '🦔'],
    ['finland', '🇫🇮'],
  ])('are found by "%s"', (typed, text) => {
    expect(first(typed)).toBe(text);
  });

  it('are all there while nothing is typed, and none for what does not exist', () => {
    expect(findEmoji(all, ' ')).toBe(all);
    expect(findEmoji(all, 'qqqq')).toEqual([]);
  });

  it('are called by their names in the language of the window', () => {
    const russian = emojiOf({ en, ru, names, language: 'ru' });
    expect(findEmoji(russian, 'rocket')[0]?.label).toBe('ракета');
  });

  it('have five tones of skin where they have any', () => {
    expect(new Set(all.map(({ skins }) => skins.length))).toEqual(new Set([0, 5]));
  });
});
