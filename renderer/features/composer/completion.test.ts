import { describe, expect, it } from 'vitest';
import { completingAt } from './completion.js';

describe('the name of an emoji', () => {
  it.each([
    [':ta', 'ta'],
    ['so :tada', 'tada'],
    ['(:+1', '+1'],
    [':сердце', 'сердце'],
    ['a\n:thumbs_up', 'thumbs_up'],
  ])('in "%s" is %s', (text, typed) => {
    expect(completingAt(text, text.length)).toMatchObject({ typed, isClosed: false });
  });

  it.each([':t', 'at 10:30', 'https://host:8443', ':tada :', 'a ::tada', ':ta da'])(
    'is not in "%s"',
    (text) => {
      expect(completingAt(text, text.length)).toBeUndefined();
    },
  );

  it('is what stands before the caret, from its colon on', () => {
    expect(completingAt('so :tada and on', 8)).toEqual({ start: 3, end: 8, typed: 'tada', isClosed: false });
  });

  it('is closed by another colon', () => {
    expect(completingAt(':tada:', 6)).toMatchObject({ typed: 'tada', isClosed: true });
  });
});
