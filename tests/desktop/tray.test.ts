// The tray and what closing the window does, in a real Electron beside a tray host that comes and goes.

import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { AppStage, STEP_MS } from './app-stage.js';
import { answer, boxes, dialogModule } from './dialogs.js';

const desktop = await AppStage.open('the tray of the desktop app');

const MINIMISE = 1;
const UNREAD = 3;

/** What the app asked the system for last, in tray and badge. */
interface Shown {
  readonly tip: string;
  readonly image: string;
  readonly badge: number;
}

describe.skipIf(!desktop)('the window and its tray', () => {
  let host: string;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    if (!desktop) return;
    const home = await desktop.stage.home('Alice');
    host = join(home.dir, 'tray-host');
    await setHost(true);
    const before = await dialogModule(home.dir);
    const PATH = `${await fakeBus(home.dir)}:${process.env['PATH'] ?? ''}`;
    ({ app, page } = await desktop.start(home, { before, env: { PATH } }));
    await page.getByLabel('Passphrase', { exact: true }).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Nobody here yet').waitFor();
    await page.keyboard.press('Control+,');
    await page.locator('.settings-link', { hasText: 'Notifications' }).click();
  }, 60_000);
  afterAll(() => desktop?.clear());

  function setHost(isThere: boolean): Promise<void> {
    return isThere ? writeFile(host, '') : rm(host);
  }

  /** At the edge to the system: a bus on which every name has an owner as long as the tray host is there. */
  async function fakeBus(dir: string): Promise<string> {
    const bin = join(dir, 'bin');
    await mkdir(bin);
    const program = join(bin, 'dbus-send');
    await writeFile(program, `#!/bin/sh\n[ -e '${host}' ] && echo boolean true || echo boolean false\n`);
    await chmod(program, 0o755);
    return bin;
  }

  /** As the page does. */
  const tell = (count: number) =>
    page.evaluate(`kithDesktop.request({ type: 'unread', count: ${String(count)} })`);
  const shown = () => app.evaluate(() => ({ ...(globalThis as unknown as { shown: Shown }).shown }));
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const isVisible = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

  it('speaks the language of the window, as soon as that changes, in the menu too', async () => {
    await app.evaluate(({ Tray }) => {
      Object.assign(Tray.prototype, {
        setContextMenu: ({ items }: { items: readonly { label: string }[] }) => {
          Object.assign(globalThis, { trayWords: items.map(({ label }) => label).join(', ') });
        },
      });
    });
    const shown = () =>
      app.evaluate(({ Menu }) => [
        Menu.getApplicationMenu()
          ?.items.map(({ label }) => label)
          .join(' '),
        (globalThis as unknown as { trayWords: string }).trayWords,
      ]);
    const speak = (language: string) =>
      page.evaluate(`dispatchEvent(new StorageEvent('storage', {
        key: 'kith.preferences', newValue: '{"language":"${language}"}' }))`);
    await speak('ru');
    await expect.poll(shown).toEqual(['Файл Правка Вид Справка', 'Открыть Kith, Выйти из Kith']);
    await speak('en');
    await expect.poll(shown).toEqual(['File Edit View Help', 'Open Kith, Quit Kith']);
  });

  it('says how much waits to be read, and the badge of the app too', async () => {
    await app.evaluate(({ Tray, app: electron }) => {
      const shown = { tip: '', image: '', badge: -1 };
      Object.assign(globalThis, { shown });
      Object.assign(Tray.prototype, {
        setToolTip: (tip: string) => (shown.tip = tip),
        setImage: (image: { toDataURL: () => string }) => (shown.image = image.toDataURL()),
      });
      Object.assign(electron, { setBadgeCount: (badge: number) => (shown.badge = badge) > -1 });
    });
    await tell(0);
    const quiet = await shown();
    expect(quiet).toMatchObject({ tip: 'Kith', badge: 0 });
    await tell(UNREAD);
    expect(await shown()).toMatchObject({ tip: `Kith: ${String(UNREAD)} unread`, badge: UNREAD });
    expect((await shown()).image).not.toBe(quiet.image);
  });

  it('goes into the tray when it is closed, without a question', async () => {
    await page.getByText('Kith stays in the tray').waitFor();
    await close();
    await expect.poll(isVisible, { timeout: STEP_MS }).toBe(false);
    await boxes(app, 0);
  });

  it('comes back by itself when nobody shows the tray any more', async () => {
    await setHost(false);
    await expect.poll(isVisible, { timeout: STEP_MS }).toBe(true);
    await page.getByText('Nothing here shows a tray').waitFor();
  });

  it('says what waits in a tray that comes back, too', async () => {
    const { image } = await shown();
    await app.evaluate(() => {
      Object.assign((globalThis as unknown as { shown: Shown }).shown, { tip: '', image: '' });
    });
    await setHost(true);
    await close();
    await expect.poll(isVisible, { timeout: STEP_MS }).toBe(false);
    expect(await shown()).toMatchObject({ tip: `Kith: ${String(UNREAD)} unread`, image });
    await setHost(false);
    await expect.poll(isVisible, { timeout: STEP_MS }).toBe(true);
  });

  it('asks then what closing is to mean, and takes the answer back in the settings', async () => {
    await close();
    await boxes(app, 1);
    await answer(app, MINIMISE);
    const chosen = (name: string) => page.getByRole('radio', { name, checked: true });
    await chosen('Keep running, minimised').waitFor();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore());
    await page.getByRole('radio', { name: 'Ask' }).click();
    await chosen('Ask').waitFor();
    await close();
    await boxes(app, 2);
  });
});
