import { describe, expect, it } from 'vitest';
import { mayBeOpened } from './openable.js';

describe('a saved file', () => {
  it.each(['/home/a/Photo.JPG', '/tmp/notes.txt', '/tmp/a.b.pdf'])('%s may be opened', (path) => {
    expect(mayBeOpened(path)).toBe(true);
  });

  it.each([
    ...[
      'exe',
      'com',
      'bat',
      'cmd',
      'scr',
      'msi',
      'ps1',
      'lnk',
      'url',
      'desktop',
      'sh',
      'command',
      'app',
      'jar',
    ],
    ...[
      'js',
      'vbs',
      'hta',
      'html',
      'svg',
      'docm',
      'xlsm',
      'iso',
      'dmg',
      'appimage',
      'deb',
      'py',
      'reg',
      'xyz',
    ],
  ])('that ends in .%s is only shown in its folder', (extension) => {
    expect(mayBeOpened(`/home/a/holiday.${extension}`)).toBe(false);
  });

  it.each([
    '/tmp/photo',
    '/tmp/.jpg',
    '/tmp/photo_\u202Egpj.exe',
    '/tmp/run.exe\u200B.jpg',
    '/tmp/a.exe.jpg ',
  ])('%s has no kind, or is not what it looks like', (path) => {
    expect(mayBeOpened(path)).toBe(false);
  });
});
