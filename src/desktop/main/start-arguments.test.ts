import { describe, expect, it } from 'vitest';
import { desktopStart } from './start-arguments.js';

const NOTHING = { home: undefined, flags: {}, isHidden: false, link: undefined };

describe('the arguments of a start', () => {
  it('name the home, the settings and a link', () => {
    const link = 'kith://add/alice.example.org:8443?id=kith1qq';
    const args = [
      '--home',
      '/home/bob/kith',
      '--port=9443',
      '--public-ip',
      'bob.example.org',
      '--hidden',
      link,
    ];
    expect(desktopStart(args)).toEqual({
      home: '/home/bob/kith',
      flags: { port: '9443', public_ip: 'bob.example.org' },
      isHidden: true,
      link,
    });
  });

  it('may stand among those of Electron and Chromium', () => {
    const args = ['.', '--no-sandbox', '--inspect=0', '--disable-gpu', '--config', 'kith.conf', '-psn_0_1'];
    expect(desktopStart(args)).toEqual({ ...NOTHING, flags: { config: 'kith.conf' } });
  });

  it('say nothing when a value is missing', () => {
    expect(desktopStart(['--home'])).toEqual(NOTHING);
  });

  it.each([
    ['of another scheme', 'kithy://add/x'],
    ['with a line break', 'kith://add/x\ny'],
    ['with an escape for a terminal', 'kith://add/\u001b[2J'],
    ['longer than 4,096 characters', `kith://add/${'x'.repeat(4_086)}`],
    ['that is a path', '/tmp/kith:x'],
  ])('hold no link %s', (_, link) => {
    expect(desktopStart([link]).link).toBeUndefined();
  });
});
