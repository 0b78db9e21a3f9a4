import { describe, expect, it } from 'vitest';
import { lookAround, type SystemFacts } from './surroundings.js';

const LINUX: SystemFacts = {
  platform: 'linux',
  makesNotices: true,
  takesBadge: true,
  canAutostart: true,
};
const NOBODY = '   boolean false\n';
const SOMEBODY = '   boolean true\n';

/** A bus on which notifications are shown by whoever runs, or would be started. */
function bus(owner: string, activatable = '') {
  return (_: string, args: readonly string[]) =>
    Promise.resolve(args.some((arg) => arg.endsWith('NameHasOwner')) ? owner : activatable);
}

describe('the surroundings of the app', () => {
  it.each([
    ['somebody shows them', bus(SOMEBODY), true],
    ['somebody would be started to show them', bus(NOBODY, 'string "org.freedesktop.Notifications"'), true],
    ['nobody shows them', bus(NOBODY, 'string "org.freedesktop.Portal"'), false],
    ['nobody can be asked', () => Promise.reject(new Error('no bus')), true],
  ])('have notifications on Linux as %s', async (_, ask, notify) => {
    expect(await lookAround(LINUX, ask)).toEqual({ notify, badge: true, autostart: true });
  });

  it('have none that Electron cannot make, and no count where no icon takes one', async () => {
    const facts = { ...LINUX, makesNotices: false, takesBadge: false, canAutostart: false };
    expect(await lookAround(facts, bus(SOMEBODY))).toEqual({ notify: false, badge: false, autostart: false });
  });

  it.each(['darwin', 'win32'] as const)('are not asked about on %s', async (platform) => {
    const ask = () => Promise.reject(new Error('asked'));
    expect((await lookAround({ ...LINUX, platform }, ask)).notify).toBe(true);
  });
});
