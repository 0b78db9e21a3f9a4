import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartFile, xdgAutostart } from './autostart.js';

describe('starting with the session', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kith-autostart-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it('is a desktop file that starts Kith hidden, and gone again', () => {
    const file = autostartFile({ XDG_CONFIG_HOME: dir }, '/nowhere');
    const autostart = xdgAutostart(file, ['/opt/Kith/kith', '--home', '/home/a b/.kith', '--hidden']);
    expect([autostart.isOn(), autostart.set(true), autostart.isOn()]).toEqual([false, true, true]);
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toContain('[Desktop Entry]');
    expect(lines).toContain('Exec="/opt/Kith/kith" "--home" "/home/a b/.kith" "--hidden"');
    expect([autostart.set(false), autostart.isOn(), autostart.set(false)]).toEqual([true, false, true]);
  });

  it('quotes what the desktop would read otherwise', () => {
    const file = join(dir, 'kith.desktop');
    xdgAutostart(file, ['/opt/100%/$HOME/"k`i\\th']).set(true);
    expect(readFileSync(file, 'utf8')).toContain(
      String.raw`Exec="/opt/100%%/\\$HOME/\\"k\\` + '`' + String.raw`i\\\\th"`,
    );
  });

  it('is off where the desktop’s own settings switched it off', () => {
    const file = join(dir, 'kith.desktop');
    const autostart = xdgAutostart(file, ['kith']);
    writeFileSync(file, '[Desktop Entry]\nExec=kith\nHidden=true\n');
    expect(autostart.isOn()).toBe(false);
  });

  it('says so when it cannot be changed', () => {
    writeFileSync(join(dir, 'autostart'), 'in the way');
    const autostart = xdgAutostart(join(dir, 'autostart', 'kith.desktop'), ['kith']);
    expect([autostart.set(true), autostart.isOn()]).toEqual([false, false]);
  });

  it.each([
    [{ XDG_CONFIG_HOME: '/conf' }, '/conf/autostart/kith.desktop'],
    [{ XDG_CONFIG_HOME: 'conf' }, '/home/a/.config/autostart/kith.desktop'],
    [{}, '/home/a/.config/autostart/kith.desktop'],
  ])('with %j is looked for where the standard says', (env, file) => {
    expect(autostartFile(env, '/home/a')).toBe(file);
  });
});
