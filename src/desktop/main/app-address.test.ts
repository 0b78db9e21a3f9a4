import { describe, expect, it } from 'vitest';
import { appFile, isAppAddress, mediaId } from './app-address.js';

const WINDOW = '/opt/kith/dist/window';

describe('an address of the app', () => {
  it.each([
    ['app://kith/index.html', `${WINDOW}/index.html`],
    ['app://kith/assets/main-1a2b.js', `${WINDOW}/assets/main-1a2b.js`],
    ['app://kith/a%20b.svg', `${WINDOW}/a b.svg`],
    ['app://kith/index.html?x=1#y', `${WINDOW}/index.html`],
    // The parser of addresses takes such dots out, so that it names a file of the window again.
    ['app://kith/../../etc/passwd', `${WINDOW}/etc/passwd`],
    ['app://kith/%2e%2e/kith.db', `${WINDOW}/kith.db`],
  ])('%s is a file of the window', (address, file) => {
    expect(appFile(address, WINDOW)).toBe(file);
  });

  it.each([
    'app://kith/..%2f..%2f..%2fetc%2fpasswd',
    'app://kith/..%2fwindow-of-another/index.html',
    'app://kith/assets/%2e%2e%2f%2e%2e%2fkith.db',
    'app://kith/%00index.html',
    'app://kith/%zz',
    'app://kithx/index.html',
    'app://evil/index.html',
    'file:///etc/passwd',
    'https://kith/index.html',
  ])('%s is none', (address) => {
    expect(appFile(address, WINDOW)).toBeUndefined();
  });

  it.each([
    ['app://kith/media/0a1b', '0a1b'],
    // Whoever looks it up takes ids and nothing else.
    ['app://kith/media/..%2f..%2fkith.db', '..%2f..%2fkith.db'],
    ['app://kith/media/', ''],
    ['app://kith/media', undefined],
    ['app://kith/mediax/0a1b', undefined],
    ['app://evil/media/0a1b', undefined],
    ['file:///media/0a1b', undefined],
  ])('%s is a file of people: %s', (address, id) => {
    expect(mediaId(address)).toBe(id);
  });

  it.each(['app://kith.example/', 'app://kith:80/', 'https://example.org/app://kith/'])(
    'does not begin like %s',
    (address) => {
      expect(isAppAddress(address)).toBe(false);
    },
  );
});
