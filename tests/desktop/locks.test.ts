// The screen lock of the desktop app: when the machine sleeps, and what the system's list of notifications says then.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { befriend, contactOf, send } from '../../src/testing/node/person.js';
import { AppStage, STEP_MS } from './app-stage.js';
import { historyOf } from '../browser/open-history.js';

const desktop = await AppStage.open('the locks of the desktop app');

describe.skipIf(!desktop)('the desktop app of somebody who leaves', () => {
  let alice: LocalNode;
  let bob: LocalNode;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    if (!desktop) return;
    [alice, bob] = await desktop.stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    await alice.stop();
    // The port Bob knows.
    const port = alice.address.split(':').at(-1) ?? '';
    const before = await notifications(alice.home.dir);
    ({ app, page } = await desktop.start(alice.home, { args: ['--port', port], before }));
  }, 60_000);
  afterAll(() => desktop?.clear());

  /** At the edge to the system, because nothing would be seen on a display without a desktop: what the app runs first. */
  async function notifications(dir: string): Promise<string> {
    const file = join(dir, 'notifications.cjs');
    await writeFile(
      file,
      `const { Notification } = require('electron');
       const shown = [];
       Object.assign(globalThis, { shown, newest: undefined });
       Object.assign(Notification, { isSupported: () => true });
       Object.assign(Notification.prototype, {
         show() {
           shown.push(this.title + ': ' + this.body);
           Object.assign(globalThis, { newest: this });
         },
         close() {
           shown.push('closed ' + this.title);
         },
       });`,
    );
    return file;
  }

  function shown(): Promise<string[]> {
    return app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  }

  async function unlock(): Promise<void> {
    await page.getByLabel('Passphrase', { exact: true }).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Bob/u }).waitFor();
  }

  it('is told of a message by name, once, while the window is not before them', async () => {
    await unlock();
    await send(bob, alice, 'psst');
    await expect.poll(shown, { timeout: STEP_MS }).toEqual(['Bob: New message']);
  });

  it('locks when the machine goes to sleep, and takes names out of the system’s list', async () => {
    await app.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend');
    });
    await page.getByText('Your node goes on receiving').waitFor();
    await expect.poll(shown, { timeout: STEP_MS }).toEqual(['Bob: New message', 'closed Bob']);
  });

  it('says behind the lock that something came, and no more', async () => {
    await send(bob, alice, 'psst again');
    await contactOf(bob, alice, ({ queued }) => queued === 0);
    await expect
      .poll(async () => (await shown()).slice(2), { timeout: STEP_MS })
      .toEqual(['Kith: New message']);
    expect(await page.content()).not.toMatch(/Bob|psst/u);
    await unlock();
    await expect.poll(async () => (await shown()).at(-1), { timeout: STEP_MS }).toBe('closed Kith');
  });

  it('is open once it was unlocked, however often its owner was away meanwhile', async () => {
    await app.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend');
    });
    await page.getByText('Your node goes on receiving').waitFor();
    await app.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend');
    });
    await unlock();
    await send(bob, alice, 'are you back');
    await page.getByText('are you back').waitFor();
  });

  it('takes the question whether to open a link away with the page it was asked from', async () => {
    await app.evaluate(({ dialog }) => {
      Object.assign(dialog, {
        showMessageBox: (_: unknown, { signal }: { signal: AbortSignal }) =>
          new Promise((resolve) => {
            Object.assign(globalThis, { asked: signal });
            signal.addEventListener('abort', () => {
              resolve({ response: 1 });
            });
          }),
      });
    });
    const asked = () =>
      app.evaluate(() => (globalThis as unknown as { asked?: AbortSignal }).asked?.aborted ?? 'not asked');
    await page.evaluate(`void kithDesktop.request({ type: 'open-link', url: 'https://example.org/x' })`);
    await expect.poll(asked, { timeout: STEP_MS }).toBe(false);
    await app.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend');
    });
    await expect.poll(asked, { timeout: STEP_MS }).toBe(true);
    await unlock();
  });

  it('is taken back by a click on a notification to its conversation', async () => {
    await send(bob, alice, 'third');
    await expect.poll(async () => (await shown()).at(-1), { timeout: STEP_MS }).toBe('Bob: 4 new messages');
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.hide();
      (globalThis as unknown as { newest: { emit(event: string): void } }).newest.emit('click');
    });
    await historyOf(page).getByText('third').waitFor();
  });
});
