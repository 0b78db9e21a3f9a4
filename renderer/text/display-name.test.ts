import { describe, expect, it } from 'vitest';
import { displayName, initialsOf, lookAlikeKey } from './display-name.js';

describe('a name', () => {
  it.each([
    ['stays as it is', 'Bob Ёлкин', 'Bob Ёлкин'],
    ['loses what would turn the line around', 'Bob\u202Etxt.exe', 'Bobtxt.exe'],
    ['loses line breaks and tabs', 'Bob\nAlice\tCarol', 'BobAliceCarol'],
    ['keeps two marks on a letter', `a${'\u0301'.repeat(9)}`, 'á\u0301'],
    ['has single spaces', '  Bob    Stone ', 'Bob Stone'],
    ['is never empty', '\u200B\u2066 ', 'No name'],
    ['ends after 64 characters', '😀'.repeat(70), `${'😀'.repeat(63)}…`],
  ])('%s', (_, given, shown) => {
    expect(displayName(given, 'No name')).toBe(shown);
  });

  it.each([
    ['Bob', 'B'],
    ['Bob the Stone', 'BS'],
    ['ёлка', 'Ё'],
    ['«Зоя»', 'З'],
    ['😀', '?'],
  ])('of %s shows as %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it.each([
    ['Bob', 'bоb'],
    ['Alice', 'A l i c e'],
    ['Ivan', '1van'],
    ['Alice', 'Al\u200Bi\u2060c\u00ADe'],
  ])('%s looks like %s', (a, b) => {
    expect(lookAlikeKey(a)).toBe(lookAlikeKey(b));
  });

  it('of one person does not look like that of another', () => {
    expect(lookAlikeKey('Bob')).not.toBe(lookAlikeKey('Rob'));
  });
});
