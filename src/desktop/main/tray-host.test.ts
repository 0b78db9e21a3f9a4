import { describe, expect, it } from 'vitest';
import { isTrayShown, TrayWatch } from './tray-host.js';

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

/** A tray host that comes and goes; `lookAgain` lets the time until the next look pass. */
function watching() {
  const told: (boolean | 'lost')[] = [];
  const host = { isThere: true, looks: 0 };
  let due: (() => void) | undefined;
  const watch = new TrayWatch({
    isShown: () => {
      host.looks += 1;
      return Promise.resolve(host.isThere);
    },
    every: (_, act) => {
      due = act;
      return () => {
        due = undefined;
      };
    },
    changed: (isShown) => told.push(isShown),
    lost: () => told.push('lost'),
  });
  const lookAgain = async () => {
    due?.();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { watch, host, told, lookAgain };
}

describe('the host of a tray', () => {
  it('that leaves while the window is hidden leaves it to be brought back, once', async () => {
    const { watch, host, told, lookAgain } = watching();
    expect(await watch.look()).toBe(true);
    watch.windowHidden();
    await lookAgain();
    expect(told).toEqual([true]);
    host.isThere = false;
    await lookAgain();
    expect(told).toEqual([true, false, 'lost']);
    await lookAgain();
    expect(told).toHaveLength(3);
    expect(watch.isShown).toBe(false);
  });

  it('is not looked for while the window is there', async () => {
    const { watch, host, told, lookAgain } = watching();
    watch.windowHidden();
    watch.windowShown();
    host.isThere = false;
    await lookAgain();
    expect([host.looks, told]).toEqual([0, []]);
  });

  it('that comes later is seen at the next look', async () => {
    const { watch, host, told } = watching();
    host.isThere = false;
    expect(await watch.look()).toBe(false);
    host.isThere = true;
    expect(await watch.look()).toBe(true);
    expect(told).toEqual([true]);
  });
});
