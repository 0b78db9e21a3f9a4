import { describe, expect, it } from 'vitest';
import { chooseFace, type Surroundings } from './choose-face.js';

const ELECTRON = '/opt/electron/electron';

function chosen(given: Partial<Surroundings> = {}) {
  const env = { DISPLAY: ':0' };
  return chooseFace({ args: [], env, platform: 'linux', isRoot: false, electron: ELECTRON, ...given });
}

describe('npm start', () => {
  it('opens the window, with what it was given', () => {
    const args = ['--home', '/home/bob/kith', '--port', '9443', '--hidden', 'kith://add/a:1?id=kith1qq'];
    expect(chosen({ args })).toEqual({ face: 'desktop', electron: ELECTRON, args });
  });

  it.each([
    ['under Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['on a Mac', { platform: 'darwin', env: {} }],
    ['on Windows', { platform: 'win32', env: {} }],
    ['for root, who does without protection', { isRoot: true, args: ['--no-sandbox'] }],
  ] as const)('opens the window %s', (_, given) => {
    expect(chosen(given)).toMatchObject({ face: 'desktop' });
  });

  it.each([
    ['without a display', { env: {} }, 'no display'],
    ['with a display that is none', { env: { DISPLAY: '' } }, 'no display'],
    ['without a runtime', { electron: undefined }, 'npx install-electron'],
    ['for root', { isRoot: true }, 'root'],
  ] as const)('opens the browser %s and says why', (_, given, why) => {
    const face = chosen({ args: ['--port', '9443', '--hidden'], ...given });
    expect(face).toMatchObject({ face: 'command', args: ['node', '--ui', '--port', '9443'] });
    expect(face).toHaveProperty('why', expect.stringContaining(why));
  });

  it.each([
    ['--terminal'],
    ['--terminal', '--home', '/home/bob/kith'],
    ['--password-stdin'],
    ['--help'],
    ['--prot', '9443'],
    ['--port'],
    ['add'],
  ])('leaves %s to the command line', (...args) => {
    expect(chosen({ args })).toEqual({ face: 'command', args: ['start', ...args], why: undefined });
  });
});
