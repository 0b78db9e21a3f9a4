import { describe, expect, it } from 'vitest';
import { rank } from './rank.js';

describe('what was typed', () => {
  it.each([
    ['Bob', 'bob', 4],
    ['Bob Stone', 'bo', 3],
    ['Bob Stone', 'st', 2],
    ['Зоя Ёлкина', 'елк', 2],
    ['Зоя', 'pjz', 4],
    ['Bob', 'ищи', 4],
    ['Bob', 'zoe', 0],
    ['Settings', 'ting', 1],
    ['Settings', 'ng', 0],
    ['anything', '', 1],
  ])('finds %s by "%s": %i', (text, typed, value) => {
    expect(rank(text, typed)).toBe(value);
  });
});
