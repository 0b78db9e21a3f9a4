import { describe, expect, it } from 'vitest';
import { fileKind, mayBeOpened, shownAs } from './file-kind.js';

describe('a file', () => {
  it.each([
    ['jpg', 'image'],
    ['opus', 'audio'],
    ['mp4', 'video'],
    ['pdf', 'document'],
    ['zip', 'archive'],
    ['exe', 'program'],
    ['svg', 'program'],
    ['', 'other'],
    ['xyz', 'other'],
  ] as const)('that ends in "%s" is of the kind %s', (extension, kind) => {
    expect(fileKind(extension)).toBe(kind);
  });

  it.each([
    ['png', 'image'],
    ['webm', 'video'],
    ['opus', 'audio'],
    ['svg', undefined],
    ['pdf', undefined],
    ['html', undefined],
    ['constructor', undefined],
  ] as const)('that ends in .%s is shown as %s', (extension, as) => {
    expect(shownAs(extension)).toBe(as);
  });

  it.each(['Photo.JPG', 'notes.txt', 'a.b.pdf', 'song.mp3', 'all.zip'])('%s may be opened', (name) => {
    expect(mayBeOpened(name)).toBe(true);
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
  ])('that ends in .%s is never opened', (extension) => {
    expect(mayBeOpened(`holiday.${extension}`)).toBe(false);
  });

  it.each(['photo', '.jpg', 'photo_\u202Egpj.exe', 'run.exe\u200B.jpg', 'a.exe.jpg '])(
    '%s has no kind or is not what it looks like, and is never opened',
    (name) => {
      expect(mayBeOpened(name)).toBe(false);
    },
  );
});
