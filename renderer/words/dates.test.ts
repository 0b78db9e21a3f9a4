import { describe, expect, it } from 'vitest';
import { datesIn, daysBetween } from './dates.js';

const NOW = new Date(2026, 10, 21, 12).getTime();
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour).getTime();

describe('days', () => {
  it('change at local midnight', () => {
    expect(daysBetween(at(20, 23), at(21, 0))).toBe(1);
    expect(daysBetween(at(21, 0), at(21, 23))).toBe(0);
  });

  it('are counted right when a clock is put back', () => {
    const week = 7 * 24 * 3_600_000;
    expect(daysBetween(new Date(2026, 9, 20).getTime(), new Date(2026, 9, 27).getTime())).toBe(
      week / 86_400_000,
    );
  });

  it.each([
    ['en', at(21), 'Today'],
    ['en', at(20), 'Yesterday'],
    ['en', at(17), 'Tuesday'],
    ['en-GB', at(2), '2 November'],
    ['ru', at(20), 'Вчера'],
    ['ru', at(2), '2 ноября'],
  ])('are called in %s', (language, day, name) => {
    expect(datesIn(language).day(day, NOW)).toBe(name);
  });

  it('of another year say the year', () => {
    expect(datesIn('en').day(new Date(2025, 10, 21).getTime(), NOW)).toContain('2025');
  });
});

describe('how long ago', () => {
  it.each([
    ['en', -3 * 60_000, '3 min. ago'],
    ['en', 2 * 60_000, 'in 2 min.'],
    ['en', 0, 'now'],
    ['ru', -3 * 60_000, '3 мин. назад'],
    ['ru', -26 * 3_600_000, 'вчера'],
  ])('is said in %s', (language, difference, words) => {
    expect(datesIn(language).relative(NOW + difference, NOW)).toBe(words);
  });
});

describe('amounts', () => {
  it.each([
    ['en', 0, '0 bytes'],
    ['en', 1, '1 byte'],
    ['en', 6, '6 bytes'],
    ['ru', 2, '2 байта'],
    ['ru', 11, '11 байт'],
    ['en', 1_500, '2 kB'],
    ['en', 12_340_000, '12.3 MB'],
    ['ru', 12_340_000, '12,3 МБ'],
    ['en', 5_000_000_000_000, '5,000 GB'],
  ])('of bytes in %s: %d', (language, bytes, words) => {
    expect(datesIn(language).size(bytes)).toBe(words.replaceAll(' ', '\u00a0'));
  });

  it('of minutes are short', () => {
    expect([datesIn('en').minutes(15), datesIn('ru').minutes(15)]).toEqual(['15 min', '15 мин']);
  });
});
