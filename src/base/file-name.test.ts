import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes.js';
import { fileExtension, numberedName, safeFileName } from './file-name.js';

const HOSTILE = [
  '..',
  '.',
  '',
  '/',
  '\\',
  '../../etc/passwd',
  '..\\..\\windows\\system32\\evil.dll',
  '/etc/passwd',
  'C:\\boot.ini',
  'C:evil',
  '\\\\server\\share\\x',
  '//server/share/x',
  'a/../b',
  'file.txt:stream',
  'file.txt::$DATA',
  'a\0b.txt',
  'a\nb',
  'tab\there',
  '.bashrc',
  '...',
  ' . . ',
  'name. . .',
  'trailing ',
  'CON',
  'con.txt',
  'Aux.tar.gz',
  'LPT9',
  'COM\u00b9.log',
  'NUL .txt',
  'photo_high_re\u202egnp.js',
  'a\u200bb\ufeffc\u2066d\u061c',
  '\ud800broken',
  '%2e%2e%2fetc',
  '~root',
  '$(reboot)',
  '`id`',
  '-rf',
  'e\u0301.txt',
  `${'a'.repeat(500)}.png`,
  `${'ё'.repeat(300)}.jpeg`,
  `x.${'y'.repeat(500)}`,
  '🦦'.repeat(90),
  '.'.repeat(300),
];

function isDirectChild(name: string): boolean {
  return [posix, win32].every((system) => {
    const root = system === posix ? '/home/bob/in' : 'C:\\bob\\in';
    return system.dirname(system.resolve(root, name)) === root && system.basename(name) === name;
  });
}

describe('the name of a received file', () => {
  // Half of them made of dangerous parts, half of anything.
  const parts = fc.constantFrom(
    ...HOSTILE,
    '/',
    '\\',
    ':',
    '.',
    ' ',
    'con',
    'x',
    '\u202e',
    'ﬁ',
    '\u00a0',
    '\u0301',
  );
  const names = fc.oneof(
    fc.array(parts, { maxLength: 6 }).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('is one visible name of its folder on any system, whatever was given (5,000 names)', () => {
    fc.assert(
      fc.property(names, (given) => {
        const name = safeFileName(given);
        expect(isDirectChild(name)).toBe(true);
        expect(name).not.toMatch(/[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff/\\:*?"<>|]/u);
        expect(name).not.toMatch(/^[.\s]|[.\s]$/u);
        expect(utf8(name).length).toBeLessThanOrEqual(120);
        expect(utf8(name).length).toBeGreaterThan(0);
        expect(safeFileName(name)).toBe(name);
      }),
      { numRuns: 5_000, examples: HOSTILE.map((name) => [name]) },
    );
  });

  it.each([
    ['../../etc/passwd', 'etcpasswd'],
    ['photo_high_re\u202egnp.js', 'photo_high_regnp.js'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['COM\u00b2.log', '_COM\u00b2.log'],
    ['console.txt', 'console.txt'],
    ['..', 'file'],
    ['e\u0301.txt', 'é.txt'],
    ['Отчёт за май.pdf', 'Отчёт за май.pdf'],
    [`${'a'.repeat(200)}.tar.gz`, `${'a'.repeat(117)}.gz`],
  ])('%j becomes %j', (given, name) => {
    expect(safeFileName(given)).toBe(name);
  });

  it('shows its real extension', () => {
    expect(fileExtension('photo_high_regnp.JS')).toBe('js');
    expect(fileExtension('README')).toBe('');
    expect(fileExtension('.gitignore')).toBe('');
  });

  it('is numbered when the folder has one like it', () => {
    expect(numberedName('a.txt', 1)).toBe('a.txt');
    expect(numberedName('a.txt', 2)).toBe('a (2).txt');
    expect(numberedName('README', 3)).toBe('README (3)');
  });

  it('is found at once, however many blanks and dots a name holds', () => {
    const blanks = ' .'.repeat(50_000);
    expect(safeFileName(`x${blanks}`)).toBe('x');
    expect(safeFileName(`x${blanks}y`)).toBe('x.y');
  });
});
