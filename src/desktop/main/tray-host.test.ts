import { describe, expect, it } from 'vitest';
import { isTrayShown } from './tray-host.js';

const unasked = () => Promise.reject(new Error('nobody to ask'));

describe('a tray', () => {
  it.each(['darwin', 'win32'] as const)('is always shown on %s', async (platform) => {
    expect(await isTrayShown(platform, unasked)).toBe(true);
  });

  it.each([
    ['a tray host is there', 'method return time=1.2 sender=org.freedesktop.DBus\n   boolean true\n', true],
    ['there is none', 'method return time=1.2 sender=org.freedesktop.DBus\n   boolean false\n', false],
    ['the answer is another', 'Error org.freedesktop.DBus.Error.Failed', false],
  ])('on Linux, when %s', async (_, answer, isShown) => {
    expect(await isTrayShown('linux', () => Promise.resolve(answer))).toBe(isShown);
  });

  it('is not shown on Linux where nobody can be asked', async () => {
    expect(await isTrayShown('linux', unasked)).toBe(false);
  });
});
